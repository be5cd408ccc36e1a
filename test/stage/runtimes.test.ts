import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

const runtimes = {
  research: {
    arn: 'arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/research-AbCdEf1234',
    description: 'Researches',
    shows: 'everything',
  },
};
const question = 'What is 17 times 23?';
const answer = 'calculator says: 391';

/** The official app with the agent `assistant`, as it would be deployed, behind a front that checks signatures. */
let stage: TestStage;
beforeAll(async () => {
  const models = { haiku: 'anthropic.claude-haiku-4-5-20251001-v1:0' };
  stage = await startTestStage({ models, defaultModel: 'haiku', runtimes });
});
afterAll(() => stage.close());

const url = () => stage.url.replace(/\/$/, '');
const key = () => stage.apiKey ?? '';

test('an agent of agents/ answers as a runtime: its steps, its usage, its words', async () => {
  const body = { model: 'research', message: question };
  const response = await stage.ask('research', { accept: 'application/x-ndjson', body });
  const events = (await response.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const tools = events.filter(({ type }) => type === 'server-tool');
  expect(tools[0]).toMatchObject({ name: 'calculator' });
  expect(tools[1]).toMatchObject({ json: '{"expression":"17 * 23"}' });
  expect(tools[2]).toMatchObject({ results: ['391'] });
  expect(events.map(({ text = '' }) => text).join('')).toContain(answer);
  expect(events.at(-1)).toMatchObject({ type: 'done', stopReason: 'end_turn' });
  expect(events.findLast(({ type }) => type === 'usage')).toMatchObject({ totalTokens: expect.any(Number) });
});

test('OpenAI’s own client streams it, by either of its APIs, and lists it', async () => {
  const client = new OpenAI({ baseURL: `${url()}/v1`, apiKey: key() });
  let text = '';
  const stream = await client.chat.completions.create({
    model: 'research',
    messages: [{ role: 'user', content: question }],
    stream: true,
    stream_options: { include_usage: true },
  });
  let usage = 0;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? '';
    usage += chunk.usage?.total_tokens ?? 0;
  }
  expect(text).toContain(answer);
  expect(usage).toBeGreaterThan(0);
  const response = await client.responses.create({ model: 'research', input: question, store: false });
  expect(response).toMatchObject({ status: 'completed', output_text: expect.stringContaining(answer) });
  const models = [];
  for await (const model of client.models.list()) models.push(model);
  expect(models).toContainEqual(expect.objectContaining({ id: 'research', kind: 'agent', description: 'Researches' }));
});

test('Anthropic’s own client streams it, and is told that its tokens can’t be counted', async () => {
  const client = new Anthropic({ baseURL: url(), apiKey: key() });
  const messages = [{ role: 'user' as const, content: question }];
  const message = await client.messages.stream({ model: 'research', max_tokens: 500, messages }).finalMessage();
  expect(message.stop_reason).toBe('end_turn');
  expect(JSON.stringify(message.content)).toContain(answer);
  await expect(client.messages.countTokens({ model: 'research', messages })).rejects.toThrow(
    'nobody can count its tokens',
  );
});

test('no client hears of its ARN or its account, and no log', async () => {
  const body = { model: 'research', message: question, stopSequences: ['END'] };
  const refused = await (await stage.ask('research', { body })).text();
  expect(refused).toContain('takes no stop sequences');
  expect(refused + stage.lines.join('\n')).not.toMatch(/arn:aws:bedrock-agentcore|111122223333|AbCdEf1234/);
});
