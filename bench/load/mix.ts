/** How an answer ends for the client that reads it. */
type Outcome =
  /** The protocol's regular end, once, as the last event. */
  | 'complete'
  /** The protocol's error event, once, as the last event. */
  | 'failed'
  /** A status other than 200. */
  | 'refused'
  /** The body ended or broke off with neither. */
  | 'cut'
  /** More than one end. */
  | 'garbled'
  /** Not even a status. */
  | 'silent';

/** One way an answer may end, with the status of the refusal, or the kind of the failure inside the stream. */
export interface Ending {
  readonly outcome: Outcome;
  readonly status?: number;
  readonly kind?: string;
}

export interface Share {
  readonly scenario: string;
  /** How many of `deckSize` requests. */
  readonly weight: number;
  /** How it may end. The first is the usual one. */
  readonly endings: readonly Ending[];
  /** Bedrock refuses every second request, so a complete answer needed a retry by the SDK. */
  readonly isAlternating?: true;
}

const complete = { outcome: 'complete' } as const;
const throttled = { outcome: 'refused', status: 429 } as const;
const failed = (kind: string): Ending => ({ outcome: 'failed', kind });

/** Mostly complete answers; the rest fails in every way that ends before a client would give up. */
export const mix: readonly Share[] = [
  { scenario: 'hello', weight: 18, endings: [complete] },
  { scenario: 'normal', weight: 16, endings: [complete] },
  {
    scenario: 'throttled-once',
    weight: 3,
    // Concurrent requests share its turns, so one request may get only refusals.
    endings: [complete, throttled],
    isAlternating: true,
  },
  { scenario: 'refused-throttling', weight: 3, endings: [throttled] },
  { scenario: 'midway-cut', weight: 2, endings: [failed('disconnected')] },
  { scenario: 'midway-reset', weight: 2, endings: [failed('disconnected')] },
  { scenario: 'midway-truncated', weight: 2, endings: [failed('truncated')] },
  { scenario: 'midway-stall', weight: 1, endings: [failed('stalled')] },
  { scenario: 'midway-throttling', weight: 2, endings: [failed('throttled')] },
  { scenario: 'midway-model-stream-error', weight: 1, endings: [failed('model-error')] },
];

/** What every request is for with `--deltas`. */
export const longShare: Share = { scenario: 'long', weight: 0, endings: [complete] };

/** The requests that start the environments. */
export const warmUpShare: Share = { scenario: 'hello', weight: 0, endings: [complete] };

export const deckSize = mix.reduce((sum, { weight }) => sum + weight, 0);

const deck = mix.flatMap((share) => Array.from({ length: share.weight }, () => share));

/** Coprime with the deck size, so that each series of requests contains a bit of everything, the same in every test. */
const stride = 19;

/** The scenario of the request with this number. */
export function toShare(index: number): Share {
  const share = deck[(index * stride) % deck.length];
  if (share === undefined) throw new Error(`there is no request ${index}`);
  return share;
}
