import type { ChatEvent, Usage } from '../../chat/chat-event.ts';
import type { Failure } from '../../chat/failure.ts';
import { promptTokens } from '../../chat/usage.ts';
import type { Prices } from '../../models/prices-of.ts';
import { toNanoUsd } from '../../usage/cost.ts';
import type { Amounts } from '../ledger/account.ts';
import { estimateWritten } from '../../usage/estimate.ts';

/** What an answer is charged. */
export interface Charge extends Amounts {
  /** Left out when the price of a model is not known: `nanoUsd` counts it as nothing. */
  readonly costUsd?: number;
  /** Whether Bedrock did not tell all of it, so that some is what was asked and written. */
  readonly isEstimated: boolean;
}

interface Metered {
  readonly alias: string;
  readonly promptTokens: number;
  /** Whether an agent elsewhere answers, of which nobody here knows what it asked its model. */
  readonly isElsewhere?: boolean;
}

/**
 * Sees an answer, and knows what it is charged so far: Bedrock's usage, by model; where that is missing, the prompt and what
 * was written since. A model that refused, or broke before its first event, charged nothing.
 */
export function meter(prices: Prices, question: Metered) {
  let { alias } = question;
  const told: { readonly model: string; readonly usage: Usage; readonly isBeside?: true }[] = [];
  /** Since the last usage. */
  let writtenBytes = 0;
  let hasBegun = false;
  let failure: Failure | undefined;

  /** What Bedrock has not told. */
  function untold(): { readonly model: string; readonly usage: Usage } | undefined {
    const isBroken = !hasBegun && failure !== undefined && !hadPrompt(failure, question);
    const last = told.findLast(({ isBeside }) => !isBeside)?.usage;
    // A later step of an agent has the step before in its prompt. One that wrote nothing yet may not have been asked.
    const ofStep = last && writtenBytes > 0 ? promptTokens(last) + last.output : 0;
    const input = last ? ofStep : isBroken ? 0 : question.promptTokens;
    const output = estimateWritten(writtenBytes);
    return input + output === 0 ? undefined : { model: alias, usage: { input, output, total: input + output } };
  }

  return {
    see(event: ChatEvent): void {
      switch (event.type) {
        case 'message-start':
          hasBegun = true;
          alias = event.servedBy ?? alias;
          break;
        case 'text-delta':
        case 'reasoning-delta':
          writtenBytes += Buffer.byteLength(event.text);
          break;
        case 'tool-use-delta':
        case 'server-tool-delta':
          writtenBytes += Buffer.byteLength(event.json);
          break;
        case 'reasoning-signature':
          // A hidden thought is charged like one that is shown; its proof is all that is seen of it.
          writtenBytes += event.signature.length;
          break;
        case 'reasoning-redacted':
          writtenBytes += event.data.length;
          break;
        case 'usage':
          told.push(event);
          if (!event.isBeside) writtenBytes = 0;
          break;
        case 'failure':
          ({ failure } = event);
          told.push(...(event.spent ?? []).map((used) => ({ ...used, isBeside: true as const })));
          break;
        case 'sources':
        case 'block-start':
        case 'block-stop':
        case 'server-tool-result':
        case 'citation':
        case 'call':
        case 'message-stop':
        case 'silence':
      }
    },

    charge(): Charge {
      const estimated = untold();
      let tokens = 0;
      let nanoUsd = 0;
      let isPriced = true;
      for (const { model, usage } of estimated ? [...told, estimated] : told) {
        const price = prices(model);
        tokens += promptTokens(usage) + usage.output;
        nanoUsd += price ? toNanoUsd(usage, price) : 0;
        isPriced &&= price !== undefined;
      }
      return { tokens, nanoUsd, ...(isPriced && { costUsd: nanoUsd / 1e9 }), isEstimated: estimated !== undefined };
    },
  };
}

function hadPrompt({ kind }: Failure, { isElsewhere = false }: Metered): boolean {
  return isElsewhere ? turnedAway[kind] !== true : prompted[kind] === true;
}

/** Failures before the first event after which the model had the prompt all the same. */
const prompted: Readonly<Partial<Record<Failure['kind'], true>>> = {
  cancelled: true,
  deadline: true,
  stalled: true,
  'too-slow-to-buffer': true,
};

/** Those with which AgentCore turns a question away. After any other the agent may have worked, whatever it said of it. */
const turnedAway: Readonly<Partial<Record<Failure['kind'], true>>> = {
  'invalid-request': true,
  'access-denied': true,
  'unknown-model': true,
  'model-refused': true,
  throttled: true,
  overloaded: true,
  internal: true,
};
