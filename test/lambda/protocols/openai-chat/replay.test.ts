import type OpenAI from 'openai';
import { createParser } from 'eventsource-parser';
import { describe, expect, test } from 'vitest';
import { wholeAnswers } from '../../../fixtures/answers/answers.ts';
import { readWithSdk } from '../../../fixtures/clients/read-with-sdk.ts';
import { replay } from '../../../fixtures/answers/replay.ts';

const ask = (bytes: Uint8Array, body: object) =>
  replay('/v1/chat/completions', bytes, { messages: [{ role: 'user', content: 'hi' }], ...body });

/** The truth in OpenAI's words. Reasoning signatures and redacted thoughts have no place there. */
async function expected(bytes: Uint8Array) {
  const { text, reasoning, toolInputs, usage } = await readWithSdk(bytes);
  const tokens = usage && [usage.inputTokens + usage.cachedTokens, usage.outputTokens];
  return { text, reasoning, toolInputs, tokens };
}

const toTokens = (usage: OpenAI.CompletionUsage | null | undefined) =>
  usage ? [usage.prompt_tokens, usage.completion_tokens] : undefined;

const ended = wholeAnswers.filter(({ name }) => name !== 'scenario unknown-stop-reason');

describe.each(ended)('$name is read alike by the SDK of Bedrock and by a client of OpenAI’s', ({ bytes }) => {
  test('streamed', async () => {
    const { text } = await ask(bytes, { stream: true, stream_options: { include_usage: true } });
    const data: string[] = [];
    createParser({ onEvent: (event) => data.push(event.data) }).feed(text);
    expect(data.pop()).toBe('[DONE]');
    const chunks: OpenAI.ChatCompletionChunk[] = data.map((line) => JSON.parse(line));
    const deltas = chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta));
    expect({
      text: deltas.map(({ content }) => content ?? '').join(''),
      reasoning: deltas.map((delta) => ('reasoning_content' in delta ? delta.reasoning_content : '')).join(''),
      toolInputs: deltas
        .flatMap(({ tool_calls: calls = [] }) => calls.map((call) => call.function?.arguments))
        .join(''),
      tokens: toTokens(chunks.at(-1)?.usage),
    }).toEqual(await expected(bytes));
    expect(chunks.flatMap(({ choices }) => choices[0]?.finish_reason ?? [])).toHaveLength(1);
  });

  test('whole', async () => {
    const { status, text } = await ask(bytes, {});
    expect(status).toBe(200);
    const { choices, usage }: OpenAI.ChatCompletion = JSON.parse(text);
    const message = choices[0]?.message;
    expect({
      text: message?.content ?? '',
      reasoning: message && 'reasoning_content' in message ? message.reasoning_content : '',
      toolInputs: (message?.tool_calls ?? [])
        .map((call) => ('function' in call ? call.function.arguments : ''))
        .join(''),
      tokens: toTokens(usage),
    }).toEqual(await expected(bytes));
  });
});

test('a stop reason that OpenAI has no word for is an error, not a stop', async () => {
  const bytes = wholeAnswers.find(({ name }) => name === 'scenario unknown-stop-reason')?.bytes ?? new Uint8Array();
  const streamed = await ask(bytes, { stream: true });
  expect(streamed.text).toMatch(
    /data: {"error":{"message":"the model stopped for an unknown reason \(moon_phase\): try again".*\n\n$/,
  );
  expect(streamed.text).not.toMatch(/DONE|"finish_reason":"/);
  expect((await ask(bytes, {})).status).toBe(502);
});
