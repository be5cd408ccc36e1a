import { createParser } from 'eventsource-parser';
import type OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { wholeAnswers } from '../../../fixtures/answers/answers.ts';
import { readWithSdk } from '../../../fixtures/clients/read-with-sdk.ts';
import { replay } from '../../../fixtures/answers/replay.ts';

type Response = OpenAI.Responses.Response;
type Event = OpenAI.Responses.ResponseStreamEvent;

const ask = (bytes: Uint8Array, body: object) => replay('/v1/responses', bytes, { input: 'hi', ...body });

/** The truth in OpenAI’s words. */
async function expected(bytes: Uint8Array) {
  const { text, reasoning, signatures, redacted, toolInputs, usage, stopReason = '' } = await readWithSdk(bytes);
  const isWhole = ['end_turn', 'stop_sequence', 'tool_use'].includes(stopReason);
  const status = isWhole ? 'completed' : 'incomplete';
  const tokens = usage && [usage.inputTokens + usage.cachedTokens, usage.outputTokens];
  return { text, reasoning, signatures, redacted, toolInputs, tokens, status };
}

function readResponse({ output, usage, status }: Response) {
  const encrypted = output.flatMap((item) => (item.type === 'reasoning' ? (item.encrypted_content ?? []) : []));
  const proofs = (kind: string) =>
    encrypted.flatMap((proof) => (proof.startsWith(`${kind}.`) ? proof.slice(kind.length + 1) : [])).join('');
  return {
    text: output
      .flatMap((item) => (item.type === 'message' ? item.content : []))
      .map((part) => (part.type === 'output_text' ? part.text : ''))
      .join(''),
    reasoning: output
      .flatMap((item) => (item.type === 'reasoning' ? item.summary : []))
      .map(({ text }) => text)
      .join(''),
    signatures: proofs('signature'),
    redacted: proofs('redacted'),
    toolInputs: output.map((item) => (item.type === 'function_call' ? item.arguments : '')).join(''),
    tokens: usage ? [usage.input_tokens, usage.output_tokens] : undefined,
    status,
  };
}

function readEvents(text: string): Event[] {
  const events: Event[] = [];
  createParser({
    onEvent: ({ event, data }) => {
      const said: Event = JSON.parse(data);
      expect([said.type, said.sequence_number]).toEqual([event, events.length]);
      events.push(said);
    },
  }).feed(text);
  return events;
}

const ended = wholeAnswers.filter(({ name }) => name !== 'scenario unknown-stop-reason');

describe.each(ended)('$name is read alike by the SDK of Bedrock and by a client of Responses', ({ bytes }) => {
  test('streamed', async () => {
    const events = readEvents((await ask(bytes, { stream: true })).text);
    const truth = await expected(bytes);
    const last = events.at(-1);
    expect(last?.type).toBe(`response.${truth.status}`);
    expect(last && 'response' in last ? readResponse(last.response) : undefined).toEqual(truth);
    const deltas = (type: string) =>
      events.flatMap((event) =>
        event.type === type && 'delta' in event && typeof event.delta === 'string' ? event.delta : [],
      );
    expect(deltas('response.output_text.delta').join('')).toBe(truth.text);
    expect(deltas('response.function_call_arguments.delta').join('')).toBe(truth.toolInputs);
    expect(deltas('response.reasoning_summary_text.delta').join('')).toBe(truth.reasoning);
  });

  test('whole', async () => {
    const { status, text } = await ask(bytes, {});
    expect(status).toBe(200);
    const response: Response = JSON.parse(text);
    expect(readResponse(response)).toEqual(await expected(bytes));
  });
});

test('a stop reason that OpenAI has no word for fails', async () => {
  const bytes = wholeAnswers.find(({ name }) => name === 'scenario unknown-stop-reason')?.bytes ?? new Uint8Array();
  const events = readEvents((await ask(bytes, { stream: true })).text);
  expect(events.slice(-2).map(({ type }) => type)).toEqual(['response.failed', 'error']);
  expect((await ask(bytes, {})).status).toBe(502);
});
