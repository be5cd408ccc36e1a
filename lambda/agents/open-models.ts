import type { Model } from '@strands-agents/sdk';
import type { Question } from '../source.ts';
import type { Host } from './host.ts';
import { openSpend } from './spend.ts';
import { HostModel } from './strands/host-model.ts';
import type { seed } from './strands/seed.ts';
import { toSystem } from './strands/system.ts';
import { toTool } from './strands/to-tool.ts';
import type { tellSteps } from './tell-steps.ts';
import { uniqueCalls } from './unique-calls.ts';

interface Asking {
  readonly question: Question;
  readonly host: Host;
  /** What the agent may use for this answer, in tokens. */
  readonly tokens: number;
  readonly conversation: ReturnType<typeof seed>;
  readonly told: ReturnType<typeof tellSteps>;
  /** Ends the agent, which has used its tokens: a hook of its own may ask again without an end, and without a pause in which time could be up. */
  readonly end: () => void;
}

/** An agent beside it that does not fit any more may still be done without. */
const maxRefusals = 3;

/** The models that an agent thinks with for one answer. Together they hold to its tokens. */
export function openModels({ question, host: { models, modelOf }, tokens, conversation, told, end }: Asking) {
  const { chat, signal, note } = question;
  // Tools of its own may run at once, and what comes before the conversation is the agent's.
  const { isSerial: _isSerial, system: _system, ...asked } = chat;
  const spend = openSpend(tokens);
  let steps = 0;
  let refusals = 0;

  /** `isTold`: whether callers are told what it says. Of any other they are told what it used. */
  return function open(alias: string, isTold: boolean): Model {
    const rename = uniqueCalls();
    return new HostModel(async function* ask(messages, { systemPrompt, toolSpecs = [], cancelSignal }) {
      const step = {
        ...asked,
        ...toSystem(systemPrompt),
        turns: conversation.toTurns(messages),
        ...(toolSpecs.length > 0 && { tools: toolSpecs.map(toTool) }),
      };
      const spending = spend.hold(step, chat.maxTokens);
      if (!spending) {
        refusals += 1;
        if (isTold || refusals > maxRefusals) end();
        throw new Error('the agent has used its tokens');
      }
      note({ steps: (steps += 1) });
      const answer = models({
        ...question,
        model: modelOf(alias),
        chat: { ...step, maxTokens: spending.maxTokens },
        // An agent beside it may be asked without a signal.
        signal: cancelSignal ? AbortSignal.any([signal, cancelSignal]) : signal,
      });
      try {
        for await (const event of answer) {
          const renamed = rename(event);
          spending.see(renamed);
          if (isTold || renamed.type === 'usage') told.see(renamed);
          yield renamed;
        }
      } finally {
        spending.settle();
      }
    });
  };
}
