import { uiMessageChunkSchema } from 'ai';
import type { UIMessageChunk } from 'ai';
import { createParser } from 'eventsource-parser';
import { describe, expect, test } from 'vitest';
import { wholeAnswers } from '../../../fixtures/answers/answers.ts';
import { readWithSdk } from '../../../fixtures/clients/read-with-sdk.ts';
import { replay } from '../../../fixtures/answers/replay.ts';

const ended = wholeAnswers.filter(({ name }) => name !== 'scenario unknown-stop-reason');

interface Proof {
  readonly signature?: string;
  readonly redacted?: string;
}

async function ask(bytes: Uint8Array): Promise<string[]> {
  const messages = [{ id: '1', role: 'user', parts: [{ type: 'text', text: 'hi' }] }];
  const data: string[] = [];
  const { text } = await replay('/api/chat', bytes, { messages });
  createParser({ onEvent: (event) => data.push(event.data) }).feed(text);
  return data;
}

describe.each(ended)('$name is read alike by the SDK of Bedrock and by a client of the AI SDK', ({ bytes }) => {
  test('streamed', async () => {
    const data = await ask(bytes);
    expect(data.at(-1)).toBe('[DONE]');
    const parts = data.slice(0, -1).map((line): UIMessageChunk => JSON.parse(line));
    const { validate } = uiMessageChunkSchema();
    for (const part of parts) expect(await validate?.(part)).toMatchObject({ success: true });
    const { usage, ...truth } = await readWithSdk(bytes);
    const ofServer = new Set(
      parts.flatMap((part) => (part.type === 'tool-input-start' && part.providerExecuted ? part.toolCallId : [])),
    );
    const proofs = parts.flatMap((part): Proof[] =>
      part.type === 'reasoning-end' && part.providerMetadata ? [part.providerMetadata['rivulet'] ?? {}] : [],
    );
    const inputs = (isServers: boolean) =>
      parts
        .map((part) =>
          part.type === 'tool-input-delta' && ofServer.has(part.toolCallId) === isServers ? part.inputTextDelta : '',
        )
        .join('');
    expect({
      text: parts.map((part) => (part.type === 'text-delta' ? part.delta : '')).join(''),
      reasoning: parts.map((part) => (part.type === 'reasoning-delta' ? part.delta : '')).join(''),
      signatures: proofs.map(({ signature = '' }) => signature).join(''),
      redacted: proofs.map(({ redacted = '' }) => redacted).join(''),
      toolInputs: inputs(false),
      serverToolInputs: inputs(true),
      stopReason: truth.stopReason,
    }).toEqual(truth);
    const finish = parts.find((part) => part.type === 'finish');
    if (!usage) return;
    const { inputTokens, cachedTokens, outputTokens } = usage;
    expect(finish).toMatchObject({
      messageMetadata: { usage: { inputTokens: inputTokens + cachedTokens, outputTokens } },
    });
  });
});

test('a stop reason that the AI SDK has no word for is an error', async () => {
  const bytes = wholeAnswers.find(({ name }) => name === 'scenario unknown-stop-reason')?.bytes ?? new Uint8Array();
  const data = await ask(bytes);
  expect(data.at(-1)).toBe(
    '{"type":"error","errorText":"the model stopped for an unknown reason (moon_phase): try again"}',
  );
});
