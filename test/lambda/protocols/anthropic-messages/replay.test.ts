import type Anthropic from '@anthropic-ai/sdk';
import { createParser } from 'eventsource-parser';
import { describe, expect, test } from 'vitest';
import { wholeAnswers } from '../../../fixtures/answers/answers.ts';
import { readWithSdk } from '../../../fixtures/clients/read-with-sdk.ts';
import { replay } from '../../../fixtures/answers/replay.ts';

const ask = (bytes: Uint8Array, body: object) =>
  replay('/v1/messages', bytes, {
    model: 'haiku',
    max_tokens: 9,
    messages: [{ role: 'user', content: 'hi' }],
    ...body,
  });

/** The truth in Anthropic's words. */
async function expected(bytes: Uint8Array) {
  const { text, reasoning, signatures, redacted, toolInputs, usage } = await readWithSdk(bytes);
  const { inputTokens = 0, cachedTokens = 0, outputTokens = 0 } = usage ?? {};
  return { text, reasoning, signatures, redacted, toolInputs, tokens: [inputTokens, cachedTokens, outputTokens] };
}

const toTokens = (usage: Anthropic.Usage | Anthropic.MessageDeltaUsage) => [
  usage.input_tokens,
  (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0),
  usage.output_tokens,
];

const ended = wholeAnswers.filter(({ name }) => name !== 'scenario unknown-stop-reason');

describe.each(ended)('$name is read alike by the SDK of Bedrock and by a client of Anthropic’s', ({ bytes }) => {
  test('streamed', async () => {
    const { text } = await ask(bytes, { stream: true });
    const events: Anthropic.RawMessageStreamEvent[] = [];
    createParser({
      onEvent: ({ event, data }) => {
        events.push(JSON.parse(data));
        expect(event).toBe(events.at(-1)?.type);
      },
    }).feed(text);
    const deltas = events.flatMap((event) => (event.type === 'content_block_delta' ? [event.delta] : []));
    const starts = events.flatMap((event) => (event.type === 'content_block_start' ? [event] : []));
    expect(starts.map(({ index }) => index)).toEqual(starts.map((_, index) => index));
    expect({
      text: deltas.map((delta) => (delta.type === 'text_delta' ? delta.text : '')).join(''),
      reasoning: deltas.map((delta) => (delta.type === 'thinking_delta' ? delta.thinking : '')).join(''),
      signatures: deltas.map((delta) => (delta.type === 'signature_delta' ? delta.signature : '')).join(''),
      redacted: starts
        .map(({ content_block: block }) => (block.type === 'redacted_thinking' ? block.data : ''))
        .join(''),
      toolInputs: deltas.map((delta) => (delta.type === 'input_json_delta' ? delta.partial_json : '')).join(''),
      tokens: events.flatMap((event) => (event.type === 'message_delta' ? toTokens(event.usage) : [])),
    }).toEqual(await expected(bytes));
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['message_delta', 'message_stop']);
  });

  test('whole', async () => {
    const { status, text } = await ask(bytes, {});
    expect(status).toBe(200);
    const { content, usage }: Anthropic.Message = JSON.parse(text);
    const { toolInputs, ...truth } = await expected(bytes);
    expect({
      text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
      reasoning: content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
      signatures: content.map((block) => (block.type === 'thinking' ? block.signature : '')).join(''),
      redacted: content.map((block) => (block.type === 'redacted_thinking' ? block.data : '')).join(''),
      tokens: toTokens(usage),
    }).toEqual(truth);
    const inputs = content.flatMap((block) => (block.type === 'tool_use' ? [block.input] : []));
    const given = toolInputs === '' ? [] : JSON.parse(`[${toolInputs.replaceAll('}{', '},{')}]`);
    expect(inputs).toEqual(expect.arrayContaining(given));
  });
});

test('a stop reason that Anthropic has no word for is an error, not a stop', async () => {
  const bytes = wholeAnswers.find(({ name }) => name === 'scenario unknown-stop-reason')?.bytes ?? new Uint8Array();
  const streamed = await ask(bytes, { stream: true });
  expect(streamed.text).toMatch(/event: error\ndata: {"type":"error","error":{"type":"api_error".*\n\n$/);
  expect(streamed.text).not.toContain('message_stop');
  expect((await ask(bytes, {})).status).toBe(502);
});
