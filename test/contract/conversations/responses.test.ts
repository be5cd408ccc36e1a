import type OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  askedOf,
  type ConversationStage,
  startConversationStage,
} from '../../fixtures/conversations/conversation-stage.ts';
import { startTestStage } from '../../fixtures/test-stage.ts';

type Asked = OpenAI.Responses.ResponseCreateParamsNonStreaming;
type StreamEvent = OpenAI.Responses.ResponseStreamEvent;

let stage: ConversationStage;
beforeAll(async () => {
  const models = { ...known, ...scenarios };
  stage = await startConversationStage({ models, cancel: 'on', conversationKeepSeconds: 0.5, marginSeconds: 1 });
});
afterAll(() => stage.close());

const pixel = `data:image/png;base64,${Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1').toString('base64')}`;
const known = { capable: { id: 'local.normal', family: 'nova' }, agent: { id: 'local.agent', family: 'claude-4.5' } };
const scenarios = Object.fromEntries(
  ['normal', 'hello', 'slow-start', 'slow', 'steady', 'reasoning', 'midway-truncated', 'max-tokens'].map((name) => [
    name,
    `local.${name}`,
  ]),
);

const create = (asked: Partial<Asked>) =>
  stage.alice.openai.responses.create({ model: 'hello', input: 'hi', ...asked });
const messagesOf = (words: string) => askedOf(stage, words).map(({ body }) => body);
const said = (role: string, text: string) => ({ role, content: [{ text }] });

async function gather(events: AsyncIterable<StreamEvent>): Promise<StreamEvent[]> {
  const gathered: StreamEvent[] = [];
  for await (const event of events) gathered.push(event);
  return gathered;
}
/** Its first events, with its id; then the reader leaves, and it goes on. */
async function begin(model: string): Promise<string> {
  for await (const event of await stage.alice.openai.responses.create({ model, input: 'hi', stream: true })) {
    if ('response' in event) return event.response.id;
  }
  throw new Error('nothing began');
}

describe('a response that goes on after another', () => {
  test('is shown what was said, without its instructions, and each may be gone on from', async () => {
    const first = await create({ input: 'My name is Ada.', instructions: 'Be brief.' });
    const second = await create({ input: 'What is my name?', previous_response_id: first.id });
    const fork = await create({ input: 'Say it backwards.', previous_response_id: first.id, instructions: 'Shout.' });
    const third = await create({ input: 'And once more?', previous_response_id: second.id });
    const history = [said('user', 'My name is Ada.'), said('assistant', 'Hello!')];
    const longer = [...history, said('user', 'What is my name?'), said('assistant', 'Hello!')];
    expect(messagesOf('My name is Ada.')).toEqual([
      expect.objectContaining({ messages: [said('user', 'My name is Ada.')], system: [{ text: 'Be brief.' }] }),
      expect.objectContaining({ messages: [...history, said('user', 'What is my name?')] }),
      expect.objectContaining({
        messages: [...history, said('user', 'Say it backwards.')],
        system: [{ text: 'Shout.' }],
      }),
      expect.objectContaining({ messages: [...longer, said('user', 'And once more?')] }),
    ]);
    expect(messagesOf('My name is Ada.')[1]).not.toHaveProperty('system');
    expect([second, fork].map(({ previous_response_id: id }) => id)).toEqual([first.id, first.id]);
    expect(third).toMatchObject({ status: 'completed', store: true, previous_response_id: second.id });
  });

  test('is shown all that each brought, answers and calls of tools, too', async () => {
    const tools: Asked['tools'] = [
      { type: 'function', name: 'get_weather', parameters: { type: 'object' }, strict: false },
    ];
    const toInput = (id: string): OpenAI.Responses.ResponseInput => [
      { role: 'user', content: `All of ${id}.` },
      { role: 'assistant', content: 'I heard.' },
      { role: 'user', content: 'And the weather?' },
      { type: 'function_call', call_id: id, name: 'get_weather', arguments: '{}' },
      { type: 'function_call_output', call_id: id, output: 'sunny' },
    ];
    const first = await create({ input: toInput('one'), tools });
    const second = await create({ input: toInput('two'), tools, previous_response_id: first.id });
    await create({ input: 'Go on.', tools, previous_response_id: second.id });
    const bring = (id: string) => [
      said('user', `All of ${id}.`),
      said('assistant', 'I heard.'),
      said('user', 'And the weather?'),
      { role: 'assistant', content: [{ toolUse: { toolUseId: id, name: 'get_weather', input: {} } }] },
      { role: 'user', content: [{ toolResult: { toolUseId: id, content: [{ text: 'sunny' }] } }] },
      said('assistant', 'Hello!'),
    ];
    expect(messagesOf('Go on.')).toMatchObject([
      { messages: [...bring('one'), ...bring('two'), said('user', 'Go on.')] },
    ]);
    const { data } = await stage.alice.openai.responses.inputItems.list(first.id, { order: 'asc' });
    expect(data).toMatchObject([
      { role: 'user' },
      { role: 'assistant', content: [{ type: 'output_text', text: 'I heard.' }] },
      { role: 'user' },
      { type: 'function_call', call_id: 'one', name: 'get_weather', arguments: '{}' },
      { type: 'function_call_output', call_id: 'one' },
    ]);
  });

  test('brings the results of tools that the one before called', async () => {
    const tools: Asked['tools'] = [
      { type: 'function', name: 'get_weather', parameters: { type: 'object' }, strict: false },
      { type: 'function', name: 'get_time', parameters: { type: 'object' }, strict: false },
    ];
    const first = await create({ model: 'agent', input: 'Weather in both?', tools });
    const calls = first.output.filter((item) => item.type === 'function_call');
    const input = calls.map(({ call_id }) => ({ type: 'function_call_output' as const, call_id, output: 'sunny' }));
    const next = await create({ model: 'agent', input, tools, previous_response_id: first.id });
    expect(next.output).toMatchObject([{ type: 'function_call', name: 'get_time' }]);
    const [, asked] = messagesOf('Weather in both?');
    const ids = calls.map(({ call_id: toolUseId }) => toolUseId);
    expect(ids).toHaveLength(2);
    expect(asked).toMatchObject({
      messages: [
        said('user', 'Weather in both?'),
        {
          role: 'assistant',
          content: [{ text: 'I will ask.' }, ...ids.map((toolUseId) => ({ toolUse: { toolUseId } }))],
        },
        {
          role: 'user',
          content: ids.map((toolUseId) => ({ toolResult: { toolUseId, content: [{ text: 'sunny' }] } })),
        },
      ],
    });
    const lacking = create({ model: 'agent', input: input.slice(1), tools, previous_response_id: first.id });
    await expect(lacking).rejects.toMatchObject({ status: 400, param: expect.stringMatching(/^input/) });
  });

  test('may not itself be stored: then nobody finds it, and nobody goes on from it', async () => {
    const first = await create({ input: 'Stored.' });
    const unstored = await create({ input: 'Not stored.', previous_response_id: first.id, store: false });
    expect(unstored).toMatchObject({ status: 'completed', store: false });
    expect(messagesOf('Not stored.')).toMatchObject([{ messages: [said('user', 'Stored.'), {}, {}] }]);
    await expect(stage.alice.openai.responses.retrieve(unstored.id)).rejects.toMatchObject({ status: 404 });
    await expect(create({ previous_response_id: unstored.id })).rejects.toMatchObject({
      status: 404,
      param: 'previous_response_id',
    });
  });
});

describe('a response is told again', () => {
  test.each(['normal', 'reasoning', 'max-tokens', 'agent'])('%s: whole, as it was told at first', async (model) => {
    const first = await create({ model, metadata: { shelf: '12' }, temperature: 0.5 });
    expect(await stage.alice.openai.responses.retrieve(first.id)).toEqual(first);
  });

  test.each(['normal', 'reasoning', 'agent'])('%s: the rest of its stream, with the same numbers', async (model) => {
    const events = await gather(await stage.alice.openai.responses.create({ model, input: 'hi', stream: true }));
    const [first] = events;
    const id = first && 'response' in first ? first.response.id : '';
    for (const after of [undefined, 0, 4, events.length - 2, events.length - 1]) {
      const query = { stream: true as const, ...(after !== undefined && { starting_after: after }) };
      expect(await gather(await stage.alice.openai.responses.retrieve(id, query))).toEqual(
        events.slice((after ?? -1) + 1),
      );
    }
  });

  test('while it runs: its stream goes on from where it was left, to its end', async () => {
    const id = await begin('slow');
    const followed = await gather(await stage.alice.openai.responses.retrieve(id, { stream: true, starting_after: 1 }));
    expect(followed.map(({ sequence_number: number }) => number)).toEqual([...followed.keys()].map((at) => at + 2));
    const whole = await stage.alice.openai.responses.retrieve(id);
    expect(whole).toMatchObject({ status: 'completed', output_text: 'One, two, three, four, five.' });
    expect(followed.at(-1)).toMatchObject({ type: 'response.completed', response: { output: whole.output } });
  });

  test('one that failed midway is failed, with what it said, and its stream is thrown as at first', async () => {
    const id = await begin('midway-truncated');
    await expect.poll(async () => (await stage.alice.openai.responses.retrieve(id)).status).toBe('failed');
    const failed = await stage.alice.openai.responses.retrieve(id);
    expect(failed).toMatchObject({ id, error: { code: 'server_error' }, output: [{ status: 'incomplete' }] });
    const stream = await stage.alice.openai.responses.retrieve(id, { stream: true });
    await expect(gather(stream)).rejects.toMatchObject({ code: 'truncated' });
  });

  test('one that is cancelled while somebody follows it: it was in progress at once, and stays cancelled', async () => {
    const id = await begin('steady');
    expect(await stage.alice.openai.responses.retrieve(id)).toMatchObject({ id, status: 'in_progress', store: true });
    const kinds: string[] = [];
    for await (const event of await stage.alice.openai.responses.retrieve(id, { stream: true })) {
      kinds.push(event.type);
      if (event.type !== 'response.output_text.delta' || kinds.at(-2) === event.type) continue;
      expect(await stage.alice.openai.responses.cancel(id)).toMatchObject({ id, status: 'cancelled' });
    }
    expect(kinds.at(-1)).toBe('response.incomplete');
    const cancelled = await stage.alice.openai.responses.retrieve(id);
    expect(cancelled).toMatchObject({ id, status: 'cancelled', output_text: expect.stringMatching(/^drip /) });
    const events = await gather(await stage.alice.openai.responses.retrieve(id, { stream: true }));
    expect(events.at(-1)).toMatchObject({ type: 'response.incomplete', response: { id, status: 'cancelled' } });
    expect(await stage.alice.openai.responses.cancel(id)).toMatchObject({ id, status: 'cancelled', store: true });
  });
});

test('a response that is deleted is found by nobody, and nothing goes on from it', async () => {
  const { id } = await create({ input: 'Forget this.' });
  const next = await create({ input: 'But not this.', previous_response_id: id });
  await stage.alice.openai.responses.delete(id);
  for (const [name, operate] of Object.entries(operations)) {
    await expect(operate(stage.alice.openai, id), name).rejects.toMatchObject({ status: 404 });
  }
  expect(await stage.alice.openai.responses.retrieve(next.id)).toMatchObject({ status: 'completed' });
  await create({ input: 'After both.', previous_response_id: next.id });
  expect(messagesOf('After both.')).toMatchObject([
    { messages: [said('user', 'But not this.'), said('assistant', 'Hello!'), said('user', 'After both.')] },
  ]);
});

test('its input is listed in pages, from either end, without what came before', async () => {
  const { id: before } = await create({ input: 'Not of it.' });
  const words = ['one', 'two', 'three', 'four', 'five'];
  const content = [
    { type: 'input_text' as const, text: 'one' },
    { type: 'input_image' as const, image_url: pixel, detail: 'auto' as const },
  ];
  const rest = words.slice(1).map((word) => ({ role: 'user' as const, content: word }));
  const { id } = await create({
    model: 'capable',
    input: [{ role: 'user', content }, ...rest],
    previous_response_id: before,
  });
  const list = async (query: OpenAI.Responses.InputItemListParams) => {
    const items: unknown[] = [];
    for await (const item of stage.alice.openai.responses.inputItems.list(id, query)) items.push(item);
    return items;
  };
  const expected = [
    {
      type: 'message',
      role: 'user',
      content: [
        { type: 'input_text', text: 'one' },
        { type: 'input_image', image_url: pixel },
      ],
    },
    ...words.slice(1).map((text) => ({ role: 'user', content: [{ type: 'input_text', text }] })),
  ];
  for (const limit of [1, 2, 5, 100]) {
    expect(await list({ order: 'asc', limit })).toMatchObject(expected);
    expect(await list({ limit })).toMatchObject(expected.toReversed());
  }
  const first = await stage.alice.openai.responses.inputItems.list(id, { limit: 2 });
  expect(first).toMatchObject({ has_more: true, data: [{}, {}] });
  for (const query of [{ limit: 0 }, { limit: 101 }, { after: 'in_of_another' }]) {
    await expect(stage.alice.openai.responses.inputItems.list(id, query)).rejects.toMatchObject({ status: 400 });
  }
});

const operations: Readonly<Record<string, (client: OpenAI, id: string) => Promise<unknown>>> = {
  retrieve: (client, id) => client.responses.retrieve(id),
  'retrieve as a stream': (client, id) => client.responses.retrieve(id, { stream: true }),
  'list its input': (client, id) => client.responses.inputItems.list(id),
  cancel: (client, id) => client.responses.cancel(id),
  delete: (client, id) => client.responses.delete(id),
  'go on from it': (client, id) => client.responses.create({ model: 'hello', input: 'hi', previous_response_id: id }),
};

describe.each(Object.entries(operations))('%s', (_name, operate) => {
  test('another caller’s id is like one that does not exist', async () => {
    const { id } = await create({ input: 'Only for Alice.' });
    const unknown = id.replace(/resp_.{20}/, `resp_${'0'.repeat(20)}`);
    const refusals = await Promise.allSettled([
      operate(stage.mallory.openai, id),
      operate(stage.mallory.openai, unknown),
      operate(stage.mallory.openai, 'resp_no-such-response'),
    ]);
    const [first, ...others] = refusals.map((refusal) =>
      refusal.status === 'rejected' ? { status: refusal.reason.status, error: refusal.reason.error } : 'let through',
    );
    expect(first).toMatchObject({ status: 404 });
    for (const other of others) expect(other).toMatchObject({ status: 404 });
    expect(others[0]).toEqual(first);
    expect(await stage.alice.openai.responses.retrieve(id)).toMatchObject({ status: 'completed' });
  });
});

test.each(['new', 'a#b', 'a/b', '..', 'x'.repeat(129)])('nobody has stored a response in %s', async (conversation) => {
  const { id } = await create({});
  const previous_response_id = `${id.split('.')[0]}.${conversation}`;
  const refused = { status: 404, code: 'not-found', param: 'previous_response_id' };
  await expect(create({ previous_response_id })).rejects.toMatchObject(refused);
});

test('without conversations all of it is refused, as before', async () => {
  const off = await startTestStage({ plans: { standard: {} } });
  try {
    const client = stage.alice.openai.withOptions({ baseURL: `${off.url}v1`, apiKey: off.apiKey ?? '' });
    const unstored = await client.responses.create({ model: 'hello', input: 'hi', store: true });
    expect(unstored).toMatchObject({ store: false });
    const { id } = unstored;
    const previous = client.responses.create({ model: 'hello', input: 'hi', previous_response_id: id });
    await expect(previous).rejects.toMatchObject({ status: 400, param: 'previous_response_id' });
    for (const [name, operate] of Object.entries(operations).slice(0, 5)) {
      await expect(operate(client, id), name).rejects.toMatchObject({ status: 404 });
    }
  } finally {
    await off.close();
  }
});
