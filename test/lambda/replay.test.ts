import { createParser } from 'eventsource-parser';
import { describe, expect, test } from 'vitest';
import { wholeAnswers } from '../fixtures/answers/answers.ts';
import { replay } from '../fixtures/answers/replay.ts';
import { type Counts, nothingRead, type Reading, readWithSdk } from '../fixtures/clients/read-with-sdk.ts';

type Said = { type: string } & Record<string, string> & { usage?: NativeUsage };

interface NativeUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
  readonly cacheReadTokens?: number;
  readonly cacheWriteTokens?: number;
}

function toCountsOf(usage: NativeUsage | undefined): Counts | undefined {
  if (!usage) return undefined;
  const { cacheReadTokens = 0, cacheWriteTokens = 0, ...counts } = usage;
  return { ...counts, cachedTokens: cacheReadTokens + cacheWriteTokens };
}

function readEvents(events: readonly Said[]): Reading {
  const read = nothingRead();
  for (const event of events) {
    if (event.type === 'delta') read.text += event['text'];
    if (event.type === 'reasoning') {
      read.reasoning += event['text'] ?? '';
      read.signatures += event['signature'] ?? '';
      read.redacted += event['redacted'] ?? '';
    }
    if (event.type === 'tool-input') read.toolInputs += event['json'];
    if (event.type === 'server-tool') read.serverToolInputs += event['json'] ?? '';
    if (event.type === 'done') [read.stopReason, read.usage] = [event['stopReason'], toCountsOf(event.usage)];
  }
  return read;
}

async function ask(accept: string, bytes: Uint8Array): Promise<string> {
  const { status, text } = await replay('/chat', bytes, { message: 'hi' }, { accept });
  expect(status).toBe(200);
  return text;
}

/** The one that no client may take for whole. */
const unknownStop = 'scenario unknown-stop-reason';

describe.each(wholeAnswers.filter(({ name }) => name !== unknownStop))(
  '$name is read alike by the SDK and by a client of',
  ({ bytes }) => {
    test('text/plain', async () => {
      const { text, stopReason = '' } = await readWithSdk(bytes);
      const isWhole = ['end_turn', 'stop_sequence', 'tool_use'].includes(stopReason);
      const remark = `\nnote: the model stopped before it was done (${stopReason}, request request-1)\n`;
      expect(await ask('text/plain', bytes)).toBe(isWhole ? text : text + remark);
    });

    test('text/event-stream', async () => {
      const events: Said[] = [];
      const onEvent = ({ event, data }: { event?: string | undefined; data: string }) =>
        events.push({ type: event, ...JSON.parse(data) });
      createParser({ onEvent }).feed(await ask('text/event-stream', bytes));
      expect(readEvents(events)).toEqual(await readWithSdk(bytes));
    });

    test('application/x-ndjson', async () => {
      const lines = (await ask('application/x-ndjson', bytes)).trimEnd().split('\n');
      expect(readEvents(lines.map((line): Said => JSON.parse(line)))).toEqual(await readWithSdk(bytes));
    });

    test('application/json', async () => {
      const { text, stopReason, usage } = await readWithSdk(bytes);
      const { citations = [], ...reply } = JSON.parse(await ask('application/json', bytes));
      expect({ ...reply, usage: toCountsOf(reply.usage) }).toEqual({
        id: 'request-1',
        model: 'haiku',
        text,
        stopReason,
        usage,
      });
      const events = (await ask('application/x-ndjson', bytes))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      const cited = events.flatMap(({ type, ...citation }) => (type === 'citation' ? [citation] : []));
      expect(citations).toMatchObject(cited);
    });
  },
);

test('an unknown stop reason is an error, not a done', async () => {
  const bytes = wholeAnswers.find(({ name }) => name === unknownStop)?.bytes ?? new Uint8Array();
  const message = 'the model stopped for an unknown reason (moon_phase): try again';
  expect(await ask('text/plain', bytes)).toBe(`The end.\nerror: ${message} (model-error, request request-1)\n`);
  const last = (await ask('application/x-ndjson', bytes)).trimEnd().split('\n').at(-1) ?? '';
  expect(JSON.parse(last)).toEqual({ type: 'error', kind: 'model-error', message, retryable: true });
  await expect(ask('application/json', bytes)).rejects.toThrow('502');
});
