import type { Turn } from '../../chat/chat-request.ts';
import type { Incoming } from '../../http/incoming.ts';
import type { ParseConfig } from '../protocol.ts';
import { invalid } from '../../read/invalid.ts';
import { parseJson } from '../../read/parse-json.ts';
import {
  listOf,
  nonEmptyText,
  number,
  object,
  oneOf,
  optional,
  type Shape,
  spokenText,
  taggedBy,
  text,
} from '../../read/shape.ts';
import { checkTurns } from '../request/check-turns.ts';
import { effort } from '../request/effort.ts';
import { maxMessages, maxStopSequences } from '../request/limits.ts';
import { saidText, userContent } from './content.ts';
import { type Parsed, toParsed, turnFields } from './turn-fields.ts';

/** Three names for the one thing a caller says; existing examples send each of them. */
const synonyms = ['message', 'prompt', 'request'] as const;

const said = { message: optional(spokenText), prompt: optional(spokenText), request: optional(spokenText) };

const asked = {
  model: optional(text),
  maxTokens: optional(number({ min: 1, isWhole: true })),
  temperature: optional(number({ min: 0, max: 1 })),
  topP: optional(number({ min: 0, max: 1 })),
};

const turn = taggedBy('role', {
  user: object({ role: oneOf(['user']), content: userContent }),
  assistant: object({ role: oneOf(['assistant']), content: saidText }),
});

const stopSequences = optional(listOf(nonEmptyText, { max: maxStopSequences }));

/** `POST`: a JSON object. */
export function parseBody(body: Buffer, { maxTurns, conversations }: ParseConfig): Parsed {
  const messages = optional(listOf(turn, { min: 1, max: maxMessages }));
  const {
    message,
    prompt,
    request,
    messages: turns,
    reasoning,
    ...rest
  } = object({
    ...said,
    messages,
    ...asked,
    stopSequences,
    reasoning: optional(effort),
    ...turnFields(conversations !== undefined),
  })(parseJson(body), '');
  const spoken = onlyOne({ message, prompt, request, messages: turns });
  const asking = typeof spoken === 'string' ? [say(spoken)] : spoken;
  if (typeof spoken !== 'string') checkTurns(spoken, { field: 'messages', maxTurns });
  return toParsed({ ...rest, ...reasoning, turns: asking });
}

/** `GET`: the same as query parameters, without lists. A request that says nothing gets the default prompt. */
export function parseQuery(query: Incoming['query'], { defaultPrompt, conversations }: ParseConfig): Parsed {
  const values = Object.entries(query).map(([name, all]) => {
    const [value, ...more] = all;
    if (more.length > 0) throw invalid(name, 'must appear only once');
    return [name, value] as const;
  });
  const inQuery = {
    ...asked,
    maxTokens: fromText(asked.maxTokens),
    temperature: fromText(asked.temperature),
    topP: fromText(asked.topP),
  };
  const { message, prompt, request, ...rest } = object({
    ...said,
    ...inQuery,
    ...turnFields(conversations !== undefined),
  })(Object.fromEntries(values), '');
  const isSilent = synonyms.every((name) => !(name in query));
  const turns = [say(isSilent ? defaultPrompt : onlyOne({ message, prompt, request }))];
  return toParsed({ ...rest, turns });
}

const decimal = /^-?\d+(\.\d+)?$/;

function fromText<T>(shape: Shape<T>): Shape<T> {
  return (value, field) => shape(typeof value === 'string' && decimal.test(value) ? Number(value) : value, field);
}

function onlyOne<T>(candidates: Readonly<Record<string, T | undefined>>): T {
  const names = Object.keys(candidates);
  const given = Object.entries(candidates).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  const [first, second] = given;
  if (!first) throw invalid(names[0] ?? '', `is missing: send one of ${names.join(', ')}`);
  if (second) throw invalid(second.name, `can’t be sent together with ${first.name}: send only one of them`);
  return first.value;
}

function say(message: string): Turn {
  return { role: 'user', content: [{ kind: 'text', text: message }] };
}
