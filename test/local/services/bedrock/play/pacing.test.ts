import { setTimeout } from 'node:timers/promises';
import type { ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SeenRequest } from '../../../../../local/services/bedrock/seen-request.ts';
import { startBedrock, type Bedrock } from '../../../../../local/services/bedrock/server.ts';
import { createClient, readAll, toCommand, transports } from '../clients.ts';

let bedrock: Bedrock;
let seen: SeenRequest[];
beforeEach(async () => {
  seen = [];
  bedrock = await startBedrock({ onRequest: (request) => seen.push(request) });
});
afterEach(() => bedrock.close());

async function openStream(transport: (typeof transports)[number], modelId: string, signal?: AbortSignal) {
  const client = createClient(bedrock.url, transport);
  const { stream } = await client.send(toCommand(modelId), signal ? { abortSignal: signal } : {});
  const [request] = seen;
  if (stream === undefined || request === undefined) throw new Error('the stand-in was not asked');
  return { client, stream, request };
}

describe.each(transports)('over %s', (transport) => {
  test('each delta reaches the caller before the next is sent', async () => {
    const { client, stream, request } = await openStream(transport, 'local.steady');
    // A busy machine may sometimes deliver two at once; something that buffers never delivers one by one.
    let received = 0;
    let inStep = 0;
    for await (const _ of stream) {
      received += 1;
      if (request.progress.writes === received) inStep += 1;
      if (inStep === 10) break;
    }
    client.destroy();
    expect(inStep).toBe(10);
  });

  test('a complete answer is reported as complete', async () => {
    const { client, stream, request } = await openStream(transport, 'local.slow');
    expect(await readAll(stream)).toHaveLength(9);
    client.destroy();
    expect(await request.ended).toBe('finished');
  });

  test('a caller that stops reading pauses the answer; it goes on when reading goes on', async () => {
    const { client, stream, request } = await openStream(transport, 'local.long');
    const events: AsyncIterator<ConverseStreamOutput> = stream[Symbol.asyncIterator]();
    await events.next();
    await expect.poll(() => request.progress.isPaused).toBe(true);
    const { bytes } = request.progress;
    await setTimeout(100);
    expect(request.progress.bytes).toBe(bytes);
    expect(bytes).toBeLessThan(12 * 1024 * 1024);

    let length = 0;
    for (let next = await events.next(); next.done !== true; next = await events.next()) {
      length += next.value.contentBlockDelta?.delta?.text?.length ?? 0;
    }
    client.destroy();
    expect(length).toBe(12 * 1024 * 1024);
    expect(request.progress.isPaused).toBe(false);
  });

  test.each(['local.steady', 'local.midway-stall'])('%s ends when the caller leaves', async (modelId) => {
    const leaving = new AbortController();
    const { client, stream, request } = await openStream(transport, modelId, leaving.signal);
    await readAll(stream, (received) => received === 2 && leaving.abort()).catch(() => undefined);
    client.destroy();
    expect(await request.ended).toBe('caller-left');
    const { writes } = request.progress;
    await setTimeout(250);
    expect(request.progress.writes).toBe(writes);
  });

  test('stall-at-start sends nothing until the caller leaves', async () => {
    const client = createClient(bedrock.url, transport);
    const leaving = new AbortController();
    const sending = client.send(toCommand('local.stall-at-start'), { abortSignal: leaving.signal });
    sending.catch(() => undefined);
    await expect.poll(() => seen).toHaveLength(1);
    leaving.abort();
    await expect(sending).rejects.toThrow(/abort/i);
    client.destroy();
    expect(await seen[0]?.ended).toBe('caller-left');
    expect(seen[0]?.progress.bytes).toBe(0);
  });

  test('an answer that was cut is reported as cut', async () => {
    const { client, stream, request } = await openStream(transport, 'local.midway-cut');
    await readAll(stream).catch(() => undefined);
    client.destroy();
    expect(await request.ended).toBe('broken-off');
  });
});
