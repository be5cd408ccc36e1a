import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConverseCommand, type ConverseCommandInput, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

describe('tools', () => {
  const messages = [
    { role: 'user' as const, content: [{ text: 'What is 17 times 23, and what time is it in Lisbon?' }] },
  ];
  const toTool = (name: string, property: string) => ({
    toolSpec: { name, inputSchema: { json: { type: 'object', properties: { [property]: { type: 'string' } } } } },
  });
  const toolConfig = { tools: [toTool('calculator', 'expression'), toTool('clock', 'zone')] };

  async function converse(input: Partial<ConverseCommandInput>) {
    const client = createClient(bedrock.url, 'HTTP/1.1');
    const { output, stopReason, usage } = await client.send(
      new ConverseCommand({ modelId, messages, toolConfig, ...input }),
    );
    client.destroy();
    const message = output?.message;
    if (message === undefined) throw new Error('no message');
    return { message, stopReason, usage };
  }

  test('are called, their results are told, and then the next question is heard', async () => {
    const asked = await converse({});
    const calls = (asked.message.content ?? []).flatMap(({ toolUse }) => toolUse ?? []);
    expect(calls.map(({ name, input }) => [name, input])).toEqual([
      ['calculator', { expression: '17 * 23' }],
      ['clock', { zone: 'Europe/Lisbon' }],
    ]);
    expect(new Set(calls.map(({ toolUseId }) => toolUseId)).size).toBe(2);
    expect(asked.stopReason).toBe('tool_use');

    const results = calls.map(({ toolUseId, name }) => ({
      toolResult: { toolUseId, content: [{ text: `what ${name} says` }] },
    }));
    const answered = [...messages, asked.message, { role: 'user' as const, content: results }];
    const told = await converse({ messages: answered });
    const [{ text = '' } = {}] = told.message.content ?? [];
    expect(text).toContain('calculator says: what calculator says');
    expect(text).toContain('clock says: what clock says');
    expect(text).toMatch(/This is Rivulet's local Bedrock stand-in, not a language model[^\n]+$/);
    expect(told.stopReason).toBe('end_turn');
    expect(told.usage?.inputTokens).toBeGreaterThan(asked.usage?.inputTokens ?? Infinity);

    const next = { role: 'user' as const, content: [{ text: 'And 2 + 2?' }] };
    const { message } = await converse({ messages: [...answered, told.message, next] });
    expect(message.content).toEqual([
      { toolUse: { toolUseId: expect.any(String), name: 'calculator', input: { expression: '2 + 2' } } },
    ]);
  });

  test('are called as far as maxTokens allow, each call whole', async () => {
    const { message, stopReason, usage } = await converse({ inferenceConfig: { maxTokens: 15 } });
    expect(message.content).toEqual([{ toolUse: expect.objectContaining({ input: { expression: '17 * 23' } }) }]);
    expect(stopReason).toBe('max_tokens');
    expect(usage?.outputTokens).toBeLessThanOrEqual(15);
  });

  test('that nothing asks leave the answer as it is, but for a word on what asks them', async () => {
    const { message, stopReason } = await converse({
      messages: [{ role: 'user', content: [{ text: 'Where do I bring my bicycle?' }] }],
    });
    const [{ text = '' } = {}] = message.content ?? [];
    expect(text).toMatch(/^This is Rivulet's local Bedrock stand-in, not a language model/);
    expect(text).toContain('calculator ("What is 17 times 23?"), clock ("What time is it in Lisbon?")');
    expect(text).toContain('README.md, "Boarding":');
    expect(stopReason).toBe('end_turn');
  });
});
