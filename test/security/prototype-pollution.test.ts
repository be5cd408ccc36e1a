import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { fullRequests } from '../fixtures/hostile/full-requests.ts';
import { type HostileStage, startHostileStage } from '../fixtures/hostile/hostile-stage.ts';
import { placesIn, put } from '../fixtures/hostile/places.ts';

let stage: HostileStage;
beforeAll(async () => {
  stage = await startHostileStage();
});
afterAll(() => stage.close());

const roots = [Object.prototype, Array.prototype, Function.prototype, Map.prototype, String.prototype];
const before = roots.map((root) => Reflect.ownKeys(root).length);

/** No request has left anything in what all objects share. */
afterEach(() => {
  expect({}).not.toHaveProperty('polluted');
  expect(roots.map((root) => Reflect.ownKeys(root).length)).toEqual(before);
});

/** As JSON has it: `__proto__` is a name of its own there, and not the object's prototype. */
const own = (name: string, value: unknown) => put({}, [name], value);
const polluting: readonly [name: string, value: unknown][] = [
  ['__proto__', { polluted: true }],
  ['__proto__', own('__proto__', { polluted: true })],
  ['constructor', { prototype: { polluted: true } }],
  ['prototype', { polluted: true }],
  ['__defineGetter__', 'polluted'],
];

describe.each(fullRequests)('a request to $protocol', ({ path, body }) => {
  test.each(polluting)('with %s anywhere asks what it asks without, or is refused', async (name, value) => {
    const expected = await stage.ask({ path, body });
    for (const place of placesIn(body)) {
      const { status, asked } = await stage.ask({ path, body: put(body, [...place, name], value) });
      expect([200, 400]).toContain(status);
      if (status === 200) expect(asked).toEqual(expected.asked);
    }
  });
});

const tool = (parameters: object) => [{ type: 'function', function: { name: 'f', parameters } }];
const call = (argument: string) => [{ id: 't', type: 'function', function: { name: 'f', arguments: argument } }];

describe('what is a client’s own to name reaches the model as it is', () => {
  test.each(polluting)('a schema with %s', async (name, value) => {
    const schema = { type: 'object', properties: own(name, value) };
    const { status, asked } = await stage.ask({
      path: '/v1/chat/completions',
      body: { messages: [{ role: 'user', content: 'Hi' }], tools: tool(schema) },
    });
    expect(status).toBe(200);
    expect(JSON.stringify(asked?.body)).toContain(JSON.stringify(schema));
  });

  test.each(polluting)('a tool’s input with %s', async (name, value) => {
    const input = JSON.stringify(own(name, value));
    const { status, asked } = await stage.ask({
      path: '/v1/chat/completions',
      body: {
        messages: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', tool_calls: call(input) },
          { role: 'tool', tool_call_id: 't', content: 'done' },
        ],
        tools: tool({}),
      },
    });
    expect(status).toBe(200);
    expect(JSON.stringify(asked?.body)).toContain(`"input":${input}`);
  });

  test.each(['__proto__', 'constructor', 'toString'])('a tool named %s', async (name) => {
    const body = { model: 'haiku', max_tokens: 9, messages: [{ role: 'user', content: 'Hi' }] };
    const tools = [{ name, input_schema: {} }];
    const { status, asked } = await stage.ask({ path: '/v1/messages', body: { ...body, tools } });
    expect(status).toBe(200);
    expect(JSON.stringify(asked?.body)).toContain(`"name":"${name}"`);
  });
});

describe('a name that every object has is none of the deployment’s', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

  test.each(names)('as a model: %s', async (model) => {
    for (const { path, body } of fullRequests) {
      const { status, asked } = await stage.ask({ path, body: { ...body, model } });
      expect([path, status, asked]).toEqual([path, 404, undefined]);
    }
  });

  test.each(names)('as a plan: %s has no more than its plan, which is none', async (plan) => {
    const { text } = await stage.ask({ method: 'GET', path: '/me' }, { caller: { id: 'x', kind: 'key', plan } });
    expect(JSON.parse(text)).toMatchObject({ plan, names: ['haiku', 'nova', 'json-by-text'] });
  });
});

test.each(polluting)('the setting %s is unknown, and changes no other', (name, value) => {
  expect(() => readSettings(JSON.parse(JSON.stringify(own(name, value))))).toThrow(name);
  expect(readSettings({})).not.toHaveProperty('polluted');
});

test.each([
  ['models', 'amazon.nova-lite-v1:0'],
  ['plans', {}],
])('a name in the setting %s can’t be __proto__', (setting, value) => {
  expect(() => readSettings({ [setting]: own('__proto__', value) })).toThrow('__proto__');
});

test('a model’s other name that is __proto__ is none', () => {
  expect(Object.keys(readSettings({ modelNames: own('__proto__', 'haiku') }).modelNames)).toEqual([]);
});
