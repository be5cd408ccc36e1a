import type { Turn } from '../../../chat/chat-request.ts';
import type { Json } from '../../../chat/json.ts';
import type { Content, TextContent } from '../../../chat/content.ts';
import { stringifyExactly } from '../../../read/exact-json.ts';
import { checkTurns } from '../../request/check-turns.ts';
import { toFile } from '../../request/data-url.ts';
import { toTexts } from '../../request/to-texts.ts';
import type { Part } from './parts.ts';

export interface UiMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly parts: readonly Part[];
}

interface Conversation {
  readonly system: readonly TextContent[];
  readonly turns: readonly Turn[];
}

/** What the model wrote in one step, and the results of its calls. */
interface Step {
  readonly said: Content[];
  readonly results: Content[];
}

/** One message of the assistant's may hold many steps with calls and results: here each is a turn of its own. */
export function toConversation(messages: readonly UiMessage[], maxTurns: number): Conversation {
  const system: TextContent[] = [];
  const turns: Turn[] = [];
  for (const [index, { role, parts }] of messages.entries()) {
    const steps = toSteps(parts, `messages[${index}].parts`);
    for (const { said, results } of steps) {
      if (role === 'system') system.push(...said.filter((part) => part.kind === 'text'));
      else if (said.length > 0) turns.push({ role, content: said });
      if (results.length > 0) turns.push({ role: 'user', content: results });
    }
  }
  checkTurns(turns, { field: 'messages', maxTurns });
  return { system, turns };
}

/** A new step begins where the client marked one, and where something follows a result. */
function toSteps(parts: readonly Part[], field: string): Step[] {
  let step: Step = { said: [], results: [] };
  const steps = [step];
  for (const [at, part] of parts.entries()) {
    const isNew = part.type === 'step' || (part.type !== 'tool' && part.type !== 'ignored' && step.results.length > 0);
    if (isNew) {
      step = { said: [], results: [] };
      steps.push(step);
    }
    // What a guardrail took back must not reach the model again: it would block the next question, too.
    if (part.type === 'retraction') step.said.length = 0;
    step.said.push(...toSaid(part, `${field}[${at}]`));
    step.results.push(...toResults(part));
  }
  return steps;
}

function toSaid(part: Part, field: string): Content[] {
  switch (part.type) {
    case 'ignored':
    case 'step':
    case 'retraction':
      return [];
    case 'text':
      return toTexts([part]);
    case 'file':
      return [toFile(part.url, part.filename ?? 'document', `${field}.url`)];
    case 'reasoning':
      return toThought(part);
    case 'tool':
      return [{ kind: 'tool-use', id: part.call.toolCallId, name: part.name, input: toInput(part.call.input) }];
  }
}

function toThought({ text, providerMetadata }: Extract<Part, { readonly type: 'reasoning' }>): Content[] {
  const { signature, redacted } = providerMetadata?.rivulet ?? {};
  if (redacted !== undefined) return [{ kind: 'reasoning', thought: redacted }];
  // A thought that nothing proves is of no use to the model it came from.
  return signature === undefined ? [] : [{ kind: 'reasoning', thought: { text, signature } }];
}

/** Bedrock takes objects only; an input that broke off came as text. */
function toInput(input: Json = {}): Json {
  return typeof input === 'object' && !Array.isArray(input) ? input : { rawInvalidInput: input };
}

function toResults(part: Part): Content[] {
  if (part.type !== 'tool') return [];
  const { toolCallId: id, state, output = '', errorText = 'the user did not allow it' } = part.call;
  const isError = state !== 'output-available';
  const text = typeof output === 'string' ? output : stringifyExactly(output);
  return [{ kind: 'tool-result', id, isError, content: toTexts([{ text: isError ? errorText : text }]) }];
}
