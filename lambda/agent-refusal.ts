import type { Feature } from './chat/chat-request.ts';
import type { Failure } from './chat/failure.ts';
import type { Question } from './source.ts';

interface Rule {
  readonly feature: Feature;
  readonly why: string;
  readonly isBroken: (chat: Question['chat']) => boolean;
}

/** What an agent decides itself. All else is up to the model that it thinks with. */
const rules: readonly Rule[] = [
  {
    feature: 'tools',
    why: 'has its own tools, and takes no others: leave them out, or choose a model',
    isBroken: ({ tools = [] }) => tools.length > 0,
  },
  {
    feature: 'toolChoice',
    why: 'chooses its tools itself: leave it out, or choose a model',
    isBroken: ({ toolChoice = 'auto' }) => toolChoice !== 'auto',
  },
  {
    feature: 'outputFormat',
    why: 'answers in words: leave it out, or choose a model',
    isBroken: ({ outputFormat }) => outputFormat !== undefined,
  },
  {
    feature: 'prefill',
    why: 'does not continue a message of the assistant: end with a message of the user',
    isBroken: ({ turns }) => turns.at(-1)?.role === 'assistant',
  },
];

/**
 * Why an agent, here or elsewhere, can't answer a question; undefined if it can. The client's protocol adds the name of the field.
 * @param toFailure of the bundle that asks, since agents are bundled apart
 */
export function refusalOfAgent(
  { operation, chat, model: { alias } }: Question,
  toFailure: (...given: ConstructorParameters<typeof Failure>) => Failure,
): Failure | undefined {
  // Nobody knows what an agent will ask its model.
  if (operation === 'count-tokens') return toFailure('invalid-request', uncounted(alias), { field: 'model' });
  const broken = rules.find(({ isBroken }) => isBroken(chat));
  if (!broken) return undefined;
  return toFailure('invalid-request', `the agent ${alias} ${broken.why}`, { feature: broken.feature });
}

function uncounted(alias: string): string {
  return `model: ${alias} is an agent, and nobody can count its tokens before it answers: name a model`;
}
