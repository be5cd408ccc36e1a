import type { BudgetLeft } from './budget-left.ts';
import type { Call, ChatEvent, Citation, Found, Told, Usage } from './chat-event.ts';
import { incomplete } from './cut-short.ts';
import type { Stop } from './stop.ts';
import { addUsage } from './usage.ts';

/** What a normalized sequence has come to. */
export interface Answer {
  /** What the model said and thought, block by block, and citation by citation; a block may be empty. Tools that Bedrock runs itself are left out. */
  readonly parts: readonly AnswerPart[];
  readonly calls: readonly Call[];
  /** What was found in documents. Missing if none were searched. */
  readonly found: Found | undefined;
  /** Of all models that were asked. Missing if Bedrock broke off before it told. */
  readonly usage: Usage | undefined;
  readonly stop: Stop;
  readonly budget: BudgetLeft | undefined;
  readonly turn?: Told['turn'];
  readonly isReplay?: Told['isReplay'];
  /** It belongs to a conversation, and could not be kept in it. */
  readonly isUnkept?: true | undefined;
}

export type AnswerPart = Readonly<TextPart> | Readonly<ThoughtPart>;

interface TextPart {
  readonly kind: 'text';
  text: string;
  /** Of all its words: a text goes on in another part. */
  readonly citations: Citation[];
}

interface ThoughtPart {
  readonly kind: 'reasoning';
  text: string;
  signature?: string;
  redacted?: Uint8Array;
}

/** Throws the failure of an answer that did not end well: a format that writes the answer as a whole can still refuse it. */
export async function fold(events: AsyncIterable<ChatEvent>): Promise<Answer> {
  const gathered = gather();
  for await (const event of events) {
    if (event.type === 'failure') throw event.failure;
    gathered.take(event);
  }
  const { stop, ...answer } = gathered.answer();
  if (!stop) throw incomplete();
  return { ...answer, stop };
}

/** What an answer has come to so far: it has no stop until it has stopped. */
type Gathered = Omit<Answer, 'stop'> & { readonly stop: Stop | undefined };

/** Takes a normalized sequence event by event. */
export function gather(): { readonly take: (event: ChatEvent) => void; readonly answer: () => Gathered } {
  const parts: (TextPart | ThoughtPart)[] = [];
  const calls: Call[] = [];
  let told: Pick<Gathered, 'turn' | 'isReplay'> = {};
  let found: Found | undefined;
  let usage: Usage | undefined;
  let last: Omit<Extract<ChatEvent, { readonly type: 'message-stop' }>, 'type'> | undefined;

  /** Whether the last words are cited: others are another part. */
  let isCited = false;

  function addText(text: string): void {
    parts.push({ kind: 'text', text, citations: [] });
    isCited = false;
  }

  function take(event: ChatEvent): void {
    const part = parts.at(-1);
    switch (event.type) {
      case 'message-start':
        told = { turn: event.turn, isReplay: event.isReplay };
        break;
      case 'block-start':
        isCited = false;
        if (event.block.kind === 'text') addText('');
        if (event.block.kind === 'reasoning') parts.push({ kind: 'reasoning', text: '' });
        break;
      case 'text-delta':
      case 'reasoning-delta':
        if (isCited) addText(event.text);
        else if (part) part.text += event.text;
        break;
      case 'citation':
        if (part?.kind !== 'text') break;
        part.citations.push(event.citation);
        // One that comes first is of the words behind it.
        isCited = part.text !== '';
        break;
      case 'reasoning-signature':
        if (part?.kind === 'reasoning') part.signature = event.signature;
        break;
      case 'reasoning-redacted':
        if (part?.kind === 'reasoning') part.redacted = event.data;
        break;
      case 'call':
        calls.push(event.call);
        break;
      case 'sources':
        found = { ...event, sources: [...(found?.sources ?? []), ...event.sources] };
        break;
      case 'usage':
        usage = addUsage(usage, event.usage);
        break;
      case 'message-stop':
        last = event;
        // Who reads an answer as a whole has nothing to take back.
        if (event.stop.isRetraction) parts.length = 0;
        break;
      case 'block-stop':
      case 'tool-use-delta':
      case 'server-tool-delta':
      case 'server-tool-result':
      case 'silence':
      case 'failure':
    }
  }
  return {
    take,
    answer: () => ({
      parts,
      calls,
      found,
      usage,
      stop: last?.stop,
      budget: last?.budget,
      isUnkept: last?.isUnkept,
      ...told,
    }),
  };
}

/** All that was said, or thought. */
export function wordsOf({ parts }: Pick<Answer, 'parts'>, kind: AnswerPart['kind']): string {
  return parts.map((part) => (part.kind === kind ? part.text : '')).join('');
}

/** `at`: how many characters of all that was said stand before it. */
export type PlacedCitation = Citation & { readonly at: number };

export function citationsOf({ parts }: Pick<Answer, 'parts'>): readonly PlacedCitation[] {
  let at = 0;
  return parts.flatMap((part) => {
    if (part.kind !== 'text') return [];
    at += part.text.length;
    return part.citations.map((citation) => ({ ...citation, at }));
  });
}
