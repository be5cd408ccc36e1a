import { asFailure } from './chat/as-failure.ts';
import { type ChatEvent, isLast } from './chat/chat-event.ts';

/** What a wrapper does with an answer. Each part may be left out. */
export interface Ends<T> {
  /** A promise that is already running. The model is asked when it resolves; what it rejects with is the answer's failure. */
  readonly before?: Promise<T>;
  /** Sees each event and returns it, or another in its place. It is synchronous and adds none. */
  readonly see?: (event: ChatEvent) => ChatEvent;
  /** Returns the last event, or another in its place, when what it has to tell is known; all have seen it by then. It must not take long. */
  readonly last?: (event: ChatEvent) => Promise<ChatEvent>;
  /**
   * Runs once when the answer is over, however it ended, even if it was never pulled. When the caller has left, `see` got
   * no last event. It runs only if `before` resolved: what never began needs no end. Those of all wrappers run in parallel.
   */
  readonly after?: (before: T) => Promise<void> | void;
}

type Answer = AsyncIterable<ChatEvent>;
type Result = IteratorResult<ChatEvent>;

/**
 * The inner answer; or a promise of it, when its question depends on what is still being read; or a function, when it must
 * begin only when it is pulled.
 */
type Inner = Answer | Promise<Answer> | (() => Promise<Answer>);

/**
 * An answer with something at its ends. Wrappers that stand next to each other become one object with a list: an event
 * costs one promise for all of them, where async generators cost three for each.
 */
export function around<T>(inner: Inner, ends: Ends<T>): Answer {
  const own = toOwnEnds(ends);
  return inner instanceof Wrapped && inner.take(own) ? inner : new Wrapped(inner, own);
}

/** Ends an answer that may never have been pulled. */
export async function close(answer: Answer): Promise<void> {
  await answer[Symbol.asyncIterator]().return?.();
}

/** The value of `before` is known inside `after` alone, so that ends of any type go in one list. */
interface OwnEnds {
  readonly before: Promise<unknown> | undefined;
  readonly see: ((event: ChatEvent) => ChatEvent) | undefined;
  readonly last: ((event: ChatEvent) => Promise<ChatEvent>) | undefined;
  readonly after: () => Promise<void>;
}

function toOwnEnds<T>({ before, see, last, after }: Ends<T>): OwnEnds {
  const begun = Promise.resolve(before);
  // A rejection that nobody has awaited yet would end the process.
  begun.catch(() => undefined);
  return {
    before,
    see,
    last,
    async after() {
      const [settled] = await Promise.allSettled([begun]);
      // Without `before` there is no value to pass to `after`.
      if (settled.status === 'fulfilled') await after?.(settled.value as T);
    },
  };
}

/** A class for `instanceof`, which tells our answers from all others. */
class Wrapped implements AsyncIterableIterator<ChatEvent> {
  #inner: Inner;
  /** The innermost first: the order that an event takes. */
  readonly #ends: OwnEnds[];
  #pulled: AsyncIterator<ChatEvent> | undefined;
  #isTouched = false;
  #isOver = false;
  #closing: Promise<void> | undefined;

  constructor(inner: Inner, ends: OwnEnds) {
    this.#inner = inner;
    this.#ends = [ends];
    if (inner instanceof Promise) inner.catch(() => undefined);
  }

  /** Adds one around those it has. False once the answer has begun. */
  take(ends: OwnEnds): boolean {
    if (this.#isTouched) return false;
    this.#ends.push(ends);
    return true;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Result> {
    if (this.#isOver) return this.return();
    if (this.#pulled) return this.#pulled.next().then(this.#pass, this.#break);
    return this.#open();
  }

  /** Resolves when all is settled. It does not wait for a `next` under way, as a generator would. */
  async return(): Promise<Result> {
    this.#isTouched = true;
    this.#isOver = true;
    this.#closing ??= this.#close();
    await this.#closing;
    return { done: true, value: undefined };
  }

  /** In the order of generators: the outermost `before` is awaited first, and when it rejects, those inside see no event. */
  async #open(): Promise<Result> {
    this.#isTouched = true;
    let at = this.#ends.length;
    try {
      while (at-- > 0) await this.#ends[at]?.before;
      at = -1;
      if (this.#isOver) return await this.return();
      if (typeof this.#inner === 'function') this.#inner = this.#inner();
      const inner = await this.#inner;
      this.#inner = inner;
      if (this.#isOver) return await this.return();
      this.#pulled = inner[Symbol.asyncIterator]();
    } catch (error) {
      return this.#isOver ? this.return() : this.#fail(error, at + 1);
    }
    return this.next();
  }

  readonly #pass = (result: Result): Result | Promise<Result> =>
    result.done === true || this.#isOver ? this.return() : this.#show(result.value, 0);

  /** A source never throws; a wrapper with a defect may. */
  readonly #break = (error: unknown): Result | Promise<Result> => (this.#isOver ? this.return() : this.#fail(error, 0));

  #show(event: ChatEvent, from: number): Result | Promise<Result> {
    let value = event;
    let at = from;
    try {
      for (; at < this.#ends.length; at += 1) value = this.#ends[at]?.see?.(value) ?? value;
    } catch (error) {
      return this.#fail(error, at + 1);
    }
    return isLast(value) ? this.#showLast(value, from) : { done: false, value };
  }

  async #showLast(event: ChatEvent, from: number): Promise<Result> {
    let value = event;
    try {
      for (const { last } of this.#ends.slice(from)) if (last) value = await last(value);
    } catch (error) {
      value = { type: 'failure', failure: asFailure(error) };
    }
    return { done: false, value };
  }

  /** The last event of the answer, seen by those outside of what broke. */
  #fail(error: unknown, from: number): Result | Promise<Result> {
    this.#isOver = true;
    this.#closing ??= this.#close();
    this.#closing.catch(() => undefined);
    return this.#show({ type: 'failure', failure: asFailure(error) }, from);
  }

  async #close(): Promise<void> {
    const closings = [this.#closeInner(), ...this.#ends.map(({ after }) => after())];
    for (const closed of await Promise.allSettled(closings)) if (closed.status === 'rejected') throw closed.reason;
  }

  async #closeInner(): Promise<void> {
    if (this.#pulled) await this.#pulled.return?.();
    else if (this.#inner instanceof Promise) await this.#inner.then(close, () => undefined);
    else if (typeof this.#inner !== 'function') await close(this.#inner);
  }
}
