import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { anthropicMessages } from '../../../lambda/protocols/anthropic-messages/anthropic-messages.ts';
import { openaiChat } from '../../../lambda/protocols/openai-chat/openai-chat.ts';
import { openaiResponses } from '../../../lambda/protocols/openai-responses/openai-responses.ts';
import { asQuestion } from '../../fixtures/handling/as-question.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { incomingOf } from '../../fixtures/handling/incoming.ts';
import { modelOf } from '../../fixtures/handling/model.ts';
import { flow, gather } from '../../fixtures/answers/gather.ts';
import { brokenSequence, wholeSequence } from '../../fixtures/answers/normalized-sequence.ts';

// What is sent is checked with the types of the official packages, by their compiler: a field too many or too few, and a word that
// they don't know, does not compile.

const projectFolder = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(projectFolder, 'dist/published-types');
afterAll(() => rm(folder, { recursive: true, force: true }));

const search = { name: 'search', parameters: { type: 'object', properties: {} } };
const asked = {
  chat: {
    messages: [{ role: 'user', content: 'hi' }],
    stream_options: { include_usage: true },
    tools: [
      { type: 'function', function: search },
      { type: 'custom', custom: { name: 'get_weather' } },
    ],
  },
  responses: {
    input: 'hi',
    instructions: 'Be brief.',
    metadata: { team: 'a' },
    reasoning: { effort: 'low' },
    text: { format: { type: 'json_schema', name: 'city', schema: { type: 'object' } } },
    tool_choice: 'auto',
    tools: [
      { type: 'function', ...search },
      { type: 'custom', name: 'get_weather' },
    ],
  },
  messages: { model: 'haiku', max_tokens: 100, stop_sequences: ['x'], messages: [{ role: 'user', content: 'hi' }] },
};

/** What a protocol sends for these events: the data of each event, or the one body. */
async function send(
  protocol: typeof openaiChat | typeof openaiResponses | typeof anthropicMessages,
  body: object,
  events: readonly ChatEvent[],
): Promise<unknown[]> {
  const { chat, format } = asQuestion(protocol.parse(incomingOf({ body }), testConfig));
  const question = { chat: { ...chat, maxTokens: 100 }, model: modelOf('claude-4.5') };
  const sent = await gather(format.encode(flow(events), { incoming: incomingOf({ body }), question }));
  const data = sent.flatMap((frame) => /^data: (\{.*)$/m.exec(frame)?.[1] ?? (frame.startsWith('{') ? frame : []));
  return data.map((json): unknown => JSON.parse(json));
}

const isError = (data: unknown) => typeof data === 'object' && data !== null && 'error' in data && !('id' in data);

beforeAll(async () => {
  const options = { numRuns: 60, seed: 12 };
  const whole = fc.sample(wholeSequence, options);
  const all = [...whole, ...fc.sample(brokenSequence, options)];
  const gathered = { chunks: new Set<string>(), completions: new Set<string>(), events: new Set<string>() };
  const more = { responses: new Set<string>(), streamed: new Set<string>(), messages: new Set<string>() };
  const add = (to: Set<string>, values: readonly unknown[]) => {
    for (const value of values) if (!isError(value)) to.add(JSON.stringify(value));
  };
  for (const events of all) {
    add(gathered.chunks, await send(openaiChat, { ...asked.chat, stream: true }, events));
    add(gathered.events, await send(openaiResponses, { ...asked.responses, stream: true }, events));
    add(more.streamed, await send(anthropicMessages, { ...asked.messages, stream: true }, events));
  }
  for (const events of whole) {
    add(gathered.completions, await send(openaiChat, asked.chat, events));
    add(more.responses, await send(openaiResponses, asked.responses, events));
    add(more.messages, await send(anthropicMessages, asked.messages, events));
  }
  const list = (values: Set<string>) => `[\n${[...values].join(',\n')}\n]`;
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'sent.ts'),
    `import type { ChatCompletion, ChatCompletionChunk, ChatCompletionMessage, ChatCompletionMessageToolCall } from 'openai/resources/chat/completions';
import type * as OpenAI from 'openai/resources/responses/responses';
import type * as Anthropic from '@anthropic-ai/sdk/resources/messages/messages';

// What the packages' types leave out of what their own APIs send, or what is sent besides: see each protocol's wire.ts.
type Thinking = { reasoning_content?: string };
type Cited = { annotations?: ChatCompletionMessage.Annotation[] };
type Delta = Omit<ChatCompletionChunk.Choice.Delta, 'tool_calls'> & Thinking & Cited & { tool_calls?: (ChatCompletionMessageToolCall & { index: number })[] };
type Chunk = Omit<ChatCompletionChunk, 'choices'> & { choices: (Omit<ChatCompletionChunk.Choice, 'delta'> & { delta: Delta })[] };
type Completion = Omit<ChatCompletion, 'choices'> & { choices: (Omit<ChatCompletion.Choice, 'message'> & { message: ChatCompletion.Choice['message'] & Thinking })[] };
type Stated = 'output_text' | 'access_programs' | 'usage' | 'output' | 'user' | 'text';
type Format = { type: 'text' } | { type: 'json_object' } | (Omit<OpenAI.ResponseFormatTextJSONSchemaConfig, 'description'> & { description: string | null });
type Item = OpenAI.ResponseOutputMessage | (OpenAI.ResponseReasoningItem & { status: string }) | OpenAI.ResponseFunctionToolCallItem | (OpenAI.ResponseCustomToolCall & { status: string });
type Response = Omit<OpenAI.Response, Stated> & { text: { format: Format }; output: Item[]; usage: OpenAI.ResponseUsage | null; user: string | null; store: false; frequency_penalty: number; presence_penalty: number; completed_at: number | null };
type State = 'created' | 'in_progress' | 'completed' | 'incomplete' | 'failed';
type StateEvent = { type: \`response.\${State}\`; sequence_number: number; response: Response };
type ItemEvent = { type: 'response.output_item.added' | 'response.output_item.done'; item: Item; output_index: number; sequence_number: number };
type Event = StateEvent | ItemEvent | (OpenAI.ResponseFunctionCallArgumentsDoneEvent & { name: string }) | Exclude<OpenAI.ResponseStreamEvent, { type: StateEvent['type'] | ItemEvent['type'] | 'response.function_call_arguments.done' }>;
type Usage = { [K in keyof Anthropic.Usage]: Anthropic.Usage[K] | null };
type Message = Omit<Anthropic.Message, 'usage'> & { usage: Usage };
type DeltaEvent = Omit<Anthropic.RawMessageDeltaEvent, 'usage'> & { usage: Pick<Usage, keyof Anthropic.MessageDeltaUsage | 'cache_creation'> };
type StreamEvent = DeltaEvent | Exclude<Anthropic.RawMessageStreamEvent, { type: 'message_delta' }> | { type: 'ping' };

export const chunks: Chunk[] = ${list(gathered.chunks)};
export const completions: Completion[] = ${list(gathered.completions)};
export const events: Event[] = ${list(gathered.events)};
export const responses: Response[] = ${list(more.responses)};
export const streamed: StreamEvent[] = ${list(more.streamed)};
export const messages: Message[] = ${list(more.messages)};
`,
  );
  const config = { extends: path.join(projectFolder, 'tsconfig.json'), include: ['sent.ts'] };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
}, 60_000);

test('every event and body has the types of the official packages', async () => {
  const tsc = path.join(projectFolder, 'node_modules/.bin/tsc');
  const said = await promisify(execFile)(tsc, ['-p', '.', '--pretty', 'false'], { cwd: folder }).then(
    () => 'no errors',
    (error: { readonly stdout: string }) => error.stdout.slice(0, 4000),
  );
  expect(said).toBe('no errors');
}, 60_000);
