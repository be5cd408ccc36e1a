import type { Post } from '../bedrock/post.ts';
import type { ChatEvent, Usage } from '../chat/chat-event.ts';
import { asFailure, stringIn } from '../chat/as-failure.ts';
import { Failure } from '../chat/failure.ts';
import type { Embedding } from '../embedding.ts';
import type { Model } from '../models/resolve-model.ts';
import type { Question } from '../source.ts';
import { type Place, toFailure } from './to-failure.ts';
import { type Wire, wires } from './wires.ts';

/** How many calls are under way at the same time. */
const atOnce = 8;

/** What is asked, of whom. */
interface Asking {
  readonly embedding: Embedding;
  readonly id: string;
  readonly wire: Wire;
  readonly dimensions: number;
}

/**
 * The vectors of all texts, or the failure of one of them: whoever asked for many can't use some. It is no answer in words, so that its events tell only
 * what was used. Never throws.
 */
export async function* embed({ model, embedding, signal }: Question, post: Post): AsyncGenerator<ChatEvent> {
  const own = new AbortController();
  const abortSignal = AbortSignal.any([signal, own.signal]);
  /** Of the round that runs. */
  let input = 0;
  const takeUsed = (): { readonly model: string; readonly usage: Usage } => {
    const used = { model: model.alias, usage: { input, output: 0, total: input } };
    input = 0;
    return used;
  };
  try {
    const asking = toAsking(model, embedding);
    for (const places of roundsOf(asking)) {
      const ask = async (place: Place) => {
        const tokens = await askOnce(post, asking, place, abortSignal);
        input += tokens;
      };
      await Promise.all(places.map(ask));
      // Round by round: an answer that is ended early has used no more, and nobody takes a long list for a model that hangs.
      yield { type: 'usage', ...takeUsed() };
    }
    yield { type: 'message-start' };
    yield { type: 'message-stop', stop: { kind: 'finished', reason: 'embedded' } };
  } catch (error) {
    own.abort('over');
    yield { type: 'failure', failure: asFailure(error), ...(input > 0 && { spent: [takeUsed()] }) };
  }
}

function toAsking({ alias, id, family: { embeds } }: Model, embedding: Embedding | undefined): Asking {
  if (!embedding) throw new Error('nothing is to be embedded');
  if (!embeds) {
    const message = `model: ${alias} answers, and makes no vectors: name a model for embeddings, which GET /v1/models lists with "kind": "embedding"`;
    throw new Failure('invalid-request', message, { field: 'model' });
  }
  const [usual = 0] = embeds.dimensions;
  const { dimensions = usual } = embedding;
  if (!embeds.dimensions.includes(dimensions)) {
    const message = `dimensions: ${alias} makes vectors of ${embeds.dimensions.join(', ')} numbers`;
    throw new Failure('invalid-request', message, { field: 'dimensions' });
  }
  return { embedding, id, wire: wires[embeds.wire], dimensions };
}

function* roundsOf({ embedding: { texts }, wire: { batch } }: Asking): Generator<readonly Place[]> {
  const calls = Array.from({ length: Math.ceil(texts.length / batch) }, (_, at) => ({
    from: at * batch,
    to: Math.min(texts.length, (at + 1) * batch),
  }));
  for (let at = 0; at < calls.length; at += atOnce) yield calls.slice(at, at + atOnce);
}

/** How many tokens it was. */
async function askOnce(
  post: Post,
  { embedding: { texts, purpose, take }, id, wire, dimensions }: Asking,
  place: Place,
  signal: AbortSignal,
): Promise<number> {
  try {
    const body = wire.toBody({ texts: texts.slice(place.from, place.to), dimensions, purpose });
    const { json, headers } = await post(`/model/${encodeURIComponent(id)}/invoke`, body, signal);
    const vectors = wire.toVectors(json);
    const tokens = Number(wire.toTokens(json) ?? headers['x-amzn-bedrock-input-token-count']);
    if (vectors.length !== place.to - place.from || !Number.isSafeInteger(tokens)) throw unreadable();
    for (const [at, vector] of vectors.entries()) {
      if (!isVector(vector, dimensions)) throw unreadable();
      take(place.from + at, vector, stringIn(json, 'model'));
    }
    return tokens;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw toFailure(error, place);
  }
}

function isVector(value: unknown, dimensions: number): value is readonly number[] {
  return Array.isArray(value) && value.length === dimensions && value.every((one) => typeof one === 'number');
}

function unreadable(): Failure {
  return new Failure('unreadable', 'the answer from Bedrock has no vectors that can be read: try again');
}
