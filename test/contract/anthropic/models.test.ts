import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

const models = {
  'claude-4.5': { id: 'local.normal', family: 'claude-4.5' },
  other: 'local.normal',
};

let stage: TestStage;
let client: Anthropic;

beforeAll(async () => {
  stage = await startTestStage({ models, modelNames: { 'claude-opus-5': 'other' }, defaultModel: 'other' });
  client = new Anthropic({ baseURL: stage.url.slice(0, -1), apiKey: stage.apiKey ?? '', maxRetries: 0 });
});
afterAll(() => stage.close());

const messages: Anthropic.MessageParam[] = [{ role: 'user', content: 'hi' }];

test('tokens are counted before they are paid for, with everything that costs some', async () => {
  const asked = { model: 'claude-4.5', messages };
  const { input_tokens: few } = await client.messages.countTokens(asked);
  const { input_tokens: more } = await client.messages.countTokens({
    ...asked,
    system: 'Be brief.',
    tools: [{ name: 'get_weather', input_schema: { type: 'object' } }],
    thinking: { type: 'enabled', budget_tokens: 1500 },
  });
  expect(few).toBeGreaterThan(0);
  expect(more).toBeGreaterThan(few);
  expect(stage.seen.at(-1)).toMatchObject({
    path: '/model/local.normal/count-tokens',
    body: {
      input: {
        converse: {
          system: [{ text: 'Be brief.' }],
          toolConfig: { tools: [{ toolSpec: { name: 'get_weather' } }] },
          additionalModelRequestFields: { thinking: { budget_tokens: 1500 } },
        },
      },
    },
  });
});

test('a model without token counting is refused with that reason', async () => {
  const counted = client.messages.countTokens({ model: 'other', messages });
  await expect(counted).rejects.toThrow(Anthropic.BadRequestError);
  await expect(counted).rejects.toThrow('model: Bedrock does not count tokens for other');
});

test('models are listed by alias, and can be read one by one', async () => {
  const listed: Anthropic.ModelInfo[] = [];
  for await (const model of client.models.list()) listed.push(model);
  // The default model is the first.
  expect(listed.map(({ id }) => id)).toEqual(['other', 'claude-4.5']);
  expect(listed[0]).toMatchObject({ type: 'model', display_name: listed[0]?.id, lifecycle: 'active' });
  expect(new Date(listed[0]?.created_at ?? '').getTime()).toBe(0);
  expect(await client.models.retrieve('claude-4.5')).toEqual(listed.find(({ id }) => id === 'claude-4.5'));
  await expect(client.models.retrieve('claude-2')).rejects.toThrow(Anthropic.NotFoundError);
});

test('a name that the settings map to an alias stands for that model, in requests and in the list', async () => {
  expect(await client.models.retrieve('claude-opus-5')).toMatchObject({ id: 'other' });
  expect(await client.messages.create({ model: 'claude-opus-5', max_tokens: 5, messages })).toMatchObject({
    model: 'other',
  });
});
