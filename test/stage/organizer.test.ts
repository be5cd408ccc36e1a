import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let stage: TestStage;
beforeAll(async () => {
  stage = await startTestStage({ agents: ['organizer'], defaultModel: 'agent-tasks' });
});
afterAll(() => stage.close());

async function ask(): Promise<Record<string, unknown>[]> {
  const body = { message: 'I must water the plants', model: 'organizer' };
  const response = await stage.ask('organizer', { accept: 'application/x-ndjson', body });
  expect(response.status).toBe(200);
  const lines = (await response.text()).trim().split('\n');
  return lines.map((line): Record<string, unknown> => JSON.parse(line));
}

test('the organizer keeps tasks on its MCP server, which the stage starts, from one question to the next', async () => {
  const events = await ask();
  expect(events.flatMap(({ type, name }) => (type === 'server-tool' && name !== undefined ? [name] : []))).toEqual([
    'add_task',
    'list_tasks',
  ]);
  const text = events.flatMap(({ type, text: said }) => (type === 'delta' ? [said] : [])).join('');
  expect(text).toBe('It is on your list.');
  expect(events.at(-1)).toMatchObject({ type: 'done', stopReason: 'end_turn' });
  expect(resultsSeen()).toEqual(['Added: 1. Water the plants', '1. Water the plants']);
  await ask();
  expect(resultsSeen().at(-1)).toBe('1. Water the plants\n2. Water the plants');
});

/** What the model was told of the tools' results. */
function resultsSeen(): unknown[] {
  const texts = JSON.stringify(stage.seen.at(-1)?.body).matchAll(/"toolResult":\{.*?"text":("(?:[^"\\]|\\.)*")/g);
  return [...texts].map(([, text = '""']): unknown => JSON.parse(text));
}

test('the server ends with its stage, and a stage whose agents have none starts none', async () => {
  expect(stage.serviceVariables).toMatchObject({
    TASKS_MCP_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/),
  });
  const other = await startTestStage({ agents: ['organizer'] });
  const url = other.serviceVariables['TASKS_MCP_URL'] ?? '';
  expect(url).not.toBe(stage.serviceVariables['TASKS_MCP_URL']);
  expect((await fetch(url)).status).toBe(405);
  await other.close();
  await expect(fetch(url)).rejects.toThrow('fetch failed');
  const without = await startTestStage({
    agents: ['assistant'],
    models: { haiku: 'local.hello' },
    defaultModel: 'haiku',
  });
  expect(without.serviceVariables).not.toHaveProperty('TASKS_MCP_URL');
  await without.close();
});

test('on a laptop the stand-in uses its tools where a person asks for them by name', async () => {
  const models = { haiku: 'anthropic.claude-haiku-4-5-20251001-v1:0' };
  const free = await startTestStage({ agents: ['organizer'], models, defaultModel: 'haiku' });
  try {
    const say = async (message: string) => {
      const answer = await free.ask('organizer', { accept: 'text/plain', body: { message, model: 'organizer' } });
      return (await answer.text()).split('\n')[0];
    };
    expect(await say('Add a task: buy milk')).toBe('add_task says: Added: 1. buy milk');
    expect(await say('List my tasks')).toBe('list_tasks says: 1. buy milk');
    expect(await say('Finish task 1')).toMatch(/^finish_task says: /);
  } finally {
    await free.close();
  }
});
