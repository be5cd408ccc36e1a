import type { ChatEvent } from '../chat/chat-event.ts';
import type { Failure } from '../chat/failure.ts';
import { promptTokens } from '../chat/prompt-tokens.ts';
import type { Price } from '../models/price.ts';
import { toNanoUsd } from '../usage/cost.ts';
import type { Amounts } from './account.ts';
import { estimateWritten } from './estimate.ts';

/** What an answer is charged. */
export interface Charge extends Amounts {
  /** Left out when the price of a model is not known: `nanoUsd` counts it as nothing. */
  readonly costUsd?: number;
  /** Whether Bedrock never told, so that it is what was asked and written. */
  readonly isEstimated: boolean;
}

/** The prices of the models that may answer, by alias. An unknown one costs nothing here. */
export type Prices = (alias: string) => Price | undefined;

/**
 * Sees an answer, and knows what it is charged so far: Bedrock's usage, by model; without it, the prompt and what was written.
 * A model that refused, or broke before its first event, charged nothing.
 */
export function meter(prices: Prices, asked: { readonly alias: string; readonly promptTokens: number }) {
  const known = { tokens: 0, nanoUsd: 0 };
  let isKnown = false;
  let isPriced = true;
  let hasBegun = false;
  let writtenBytes = 0;
  let failure: Failure | undefined;
  let { alias } = asked;

  function estimate(): Charge {
    const wasAsked = hasBegun || failure === undefined || brokenOff[failure.kind] === true;
    const input = wasAsked ? asked.promptTokens : 0;
    const output = estimateWritten(writtenBytes);
    const tokens = input + output;
    const price = prices(alias);
    if (!price && tokens > 0) return { tokens, nanoUsd: 0, isEstimated: true };
    const nanoUsd = price ? toNanoUsd({ input, output, total: tokens }, price) : 0;
    // That nothing was used is no estimate.
    return { tokens, nanoUsd, costUsd: nanoUsd / 1e9, isEstimated: tokens > 0 };
  }

  return {
    see(event: ChatEvent): ChatEvent {
      switch (event.type) {
        case 'message-start':
          hasBegun = true;
          alias = event.servedBy ?? alias;
          break;
        case 'text-delta':
        case 'reasoning-delta':
          writtenBytes += event.text.length;
          break;
        case 'tool-use-delta':
        case 'server-tool-delta':
          writtenBytes += event.json.length;
          break;
        case 'usage': {
          const price = prices(event.model);
          isKnown = true;
          isPriced &&= price !== undefined;
          known.tokens += promptTokens(event.usage) + event.usage.output;
          known.nanoUsd += price ? toNanoUsd(event.usage, price) : 0;
          break;
        }
        case 'failure':
          ({ failure } = event);
          break;
        case 'block-start':
        case 'block-stop':
        case 'reasoning-signature':
        case 'reasoning-redacted':
        case 'server-tool-result':
        case 'citation':
        case 'call':
        case 'message-stop':
        case 'silence':
      }
      return event;
    },
    charge(): Charge {
      if (!isKnown) return estimate();
      return { ...known, ...(isPriced && { costUsd: known.nanoUsd / 1e9 }), isEstimated: false };
    },
  };
}

/** Failures after which the model had the prompt, though none of its events came. */
const brokenOff: Readonly<Partial<Record<Failure['kind'], true>>> = {
  cancelled: true,
  deadline: true,
  stalled: true,
  'too-slow-to-buffer': true,
};
