import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBedrock, type Bedrock } from '../../../../../local/services/bedrock/server.ts';
import { createClient, readAnswer } from '../clients.ts';

const modelId = 'global.anthropic.claude-haiku-4-5-20251001-v1:0';
const readme = `# Ferry

A timetable for one small boat.

## Boarding

Bring your bicycle to the lower deck before departure.

\`\`\`sh
# not a heading
ferry board --bicycle
\`\`\`
`;
const guide = `# Harbour guide

## Tickets

Children under six travel without a ticket.

## 料金

子供の料金は大人の半額です。
`;

let folder: string;
let bedrock: Bedrock;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'answerer-'));
  await mkdir(join(folder, 'docs/guides'), { recursive: true });
  await writeFile(join(folder, 'README.md'), readme);
  await writeFile(join(folder, 'docs/guides/harbour.md'), guide);
  bedrock = await startBedrock({ projectFolder: folder, paceMs: 1 });
});
afterAll(async () => {
  await bedrock.close();
  await rm(folder, { recursive: true });
});

async function ask(question: string, from = bedrock) {
  const client = createClient(from.url, 'HTTP/1.1');
  const reading = await readAnswer(client, modelId, question);
  client.destroy();
  return reading;
}

test.each([
  ['Where do I bring my bicycle?', 'README.md, "Boarding":', 'Bring your bicycle to the lower deck before departure.'],
  ['bicycles', 'README.md, "Boarding":', '# not a heading\nferry board --bicycle'],
  ['Do children need a ticket?', 'guides/harbour.md, "Tickets":', 'Children under six travel without a ticket.'],
  ['子供の料金は？', 'guides/harbour.md, "料金":', '子供の料金は大人の半額です。'],
])('%s is answered by a quote with its source', async (question, source, quote) => {
  const { text, stopReason } = await ask(question);
  expect(text).toMatch(/^This is Rivulet's local Bedrock stand-in, not a language model/);
  expect(text).toContain(source);
  expect(text).toContain(quote);
  expect(stopReason).toBe('end_turn');
});

test.each(['Hello!', 'Say hello and introduce yourself in two sentences.', 'What is the capital of France?', '?'])(
  '%s gets no quote but says what it is and what can be asked',
  async (question) => {
    const { text } = await ask(question);
    expect(text).toMatch(/^This is Rivulet's local Bedrock stand-in, not a language model/);
    expect(text).toContain('Ferry; Boarding; Tickets; 料金');
    expect(text).not.toContain('bicycle');
  },
);

test('without documentation it says so', async () => {
  const bare = await startBedrock({ paceMs: 1 });
  expect((await ask('Tickets?', bare)).text).toMatch(/not a language model.*found no README\.md/s);
  await bare.close();
});

async function askLimited(inferenceConfig: { maxTokens?: number; stopSequences?: string[] }) {
  const client = createClient(bedrock.url, 'HTTP/1.1');
  const messages = [{ role: 'user' as const, content: [{ text: 'tickets for children' }] }];
  const { stream = [] } = await client.send(new ConverseStreamCommand({ modelId, messages, inferenceConfig }));
  const deltas: string[] = [];
  let stopReason: string | undefined;
  let outputTokens: number | undefined;
  for await (const event of stream) {
    if (event.contentBlockDelta?.delta?.text !== undefined) deltas.push(event.contentBlockDelta.delta.text);
    stopReason ??= event.messageStop?.stopReason;
    outputTokens ??= event.metadata?.usage?.outputTokens;
  }
  client.destroy();
  return { deltas, stopReason, outputTokens };
}

test('deltas are a word or less', async () => {
  const { deltas, outputTokens } = await askLimited({});
  expect(deltas.length).toBe(outputTokens);
  for (const delta of deltas) expect(delta.trim().split(/\s/)).toHaveLength(1);
});

test('it stops at maxTokens', async () => {
  const { deltas, stopReason, outputTokens } = await askLimited({ maxTokens: 5 });
  expect([deltas.join(''), stopReason, outputTokens]).toEqual(["This is Rivulet's local Bedrock", 'max_tokens', 5]);
});

test('it stops before a stop sequence', async () => {
  const { deltas, stopReason } = await askLimited({ stopSequences: ['zzz', ' stand-in'] });
  expect([deltas.join(''), stopReason]).toEqual(["This is Rivulet's local Bedrock", 'stop_sequence']);
});
