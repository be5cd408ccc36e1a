import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environmentMb } from '../fixtures/environment-pids.ts';
import { isLambda, startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let stage: TestStage;

beforeAll(async () => {
  stage = await startTestStage({ access: 'open', waf: 'declined' });
  await (await stage.ask('normal')).text();
});
afterAll(() => stage.close());

const upstream = ({ seen }: TestStage = stage) => {
  const last = seen.at(-1);
  if (!last) throw new Error('Bedrock was not asked');
  return last;
};

/** A request whose answer is read only when the test asks for it. */
async function open({ url }: TestStage, scenario: string): Promise<http.IncomingMessage> {
  const request = http
    .request(`${url}chat`, { method: 'POST' })
    .end(JSON.stringify({ message: 'hi', model: scenario }));
  const [response]: http.IncomingMessage[] = await once(request, 'response');
  if (!response) throw new Error('no response');
  return response;
}

/**
 * Reads a minute of `drip ` until ten times all that was sent had come before the next was sent. What gathers on the way never
 * gets there; a busy machine, which hands over two at once now and then, does.
 */
async function countInStep(pieces: AsyncIterable<Uint8Array>): Promise<number> {
  let received = '';
  let inStep = 0;
  for await (const piece of pieces) {
    received += Buffer.from(piece).toString();
    // The first write starts the message.
    if (received.split('drip').length - 1 === upstream().progress.writes - 1) inStep += 1;
    if (inStep === 10) break;
  }
  return inStep;
}

describe('each delta reaches the client before the next one is sent', () => {
  test.each(['text/plain', 'text/event-stream', 'application/x-ndjson'])('%s', async (accept) => {
    const { body } = await stage.ask('steady', { accept });
    expect(await countInStep(body!)).toBe(10);
  });

  test('curl --no-buffer', async () => {
    const body = JSON.stringify({ message: 'hi', model: 'steady' });
    const curl = spawn('curl', ['--silent', '--show-error', '--no-buffer', '--data', body, `${stage.url}chat`]);
    expect(await countInStep(curl.stdout)).toBe(10);
    curl.kill();
  });
});

test('headers are there before the first delta', async () => {
  const answer = await stage.ask('slow-first-word', { accept: 'text/event-stream' });
  const sent = upstream().progress.writes;
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(sent, 'the start of the message').toBe(1);
  await answer.body?.cancel();
});

test('a reader that stops reading pauses Bedrock, in bounded memory, and gets everything later', async () => {
  const streamRate = { freeBytes: 1e9, bytesPerSecond: 1e9 };
  const flooded = await startTestStage(
    { access: 'open', waf: 'declined' },
    { gatewayLimits: { streamRate }, lambdaLimits: { streamRate } },
  );
  const response = await open(flooded, 'flood');
  let sent = 0;
  const isStill = () => sent === (sent = upstream(flooded).progress.bytes);
  await expect.poll(isStill, { interval: 500 }).toBe(true);
  expect(upstream(flooded).progress.isPaused, 'Bedrock waits').toBe(true);
  expect(sent, 'what the buffers on the way hold').toBeLessThan(48 * 1024 * 1024);
  let received = 0;
  for await (const chunk of response) received += Buffer.byteLength(chunk);
  expect(received).toBe(64 * 1024 * 1024);
  if (isLambda()) {
    const reported = () => flooded.lines.find((line) => line.startsWith('REPORT')) ?? '';
    await expect.poll(reported).toContain('Max Memory Used');
    expect(Number(/Max Memory Used: (\d+) MB/.exec(reported())?.[1])).toBeLessThan(200);
  } else expect(environmentMb(), 'what all that went through has left').toBeLessThan(250);
  await flooded.close();
});

test.runIf(isLambda())('a client that leaves is not noticed: the answer goes on to its end and is billed', async () => {
  const reports = () => stage.lines.filter((line) => line.startsWith('REPORT')).length;
  const before = reports();
  const response = await open(stage, 'slow');
  const asked = upstream();
  response.destroy();
  expect(await asked.ended).toBe('finished');
  await expect.poll(reports).toBe(before + 1);
  expect(stage.lines.findLast((line) => line.includes('"message":"request"'))).toContain(
    '"gen_ai.response.finish_reasons":["end_turn"]',
  );
});

test('ten requests, one connection to Bedrock', async () => {
  // Whoever has left before has taken a connection along.
  await (await stage.ask('normal')).text();
  const before = stage.bedrock.connectionsOpened();
  for (let count = 0; count < 10; count += 1) await (await stage.ask('normal')).text();
  expect(stage.bedrock.connectionsOpened() - before).toBe(0);
  expect(upstream().httpVersion).toBe('1.1');
});
