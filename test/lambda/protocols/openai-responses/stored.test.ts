import { expect, onTestFinished, test, vi } from 'vitest';
import { openApi } from '../../../fixtures/conversations/ask-api.ts';
import { said, script } from '../../../fixtures/handling/ask-source.ts';
import { memoryTable } from '../../../fixtures/table/memory-table.ts';

const path = '/v1/responses';

function open() {
  const api = openApi(memoryTable(), script(said));
  const create = async (body: object) => JSON.parse((await api.request(path, { body })).text);
  const get = async (id: string, query = {}) => api.request(`${path}/${id}`, { query });
  return { ...api, create, get };
}

test('a response is stored, unless that is not wanted, and told again as it was', async () => {
  const { create, get } = open();
  const response = await create({ input: 'Hi', instructions: 'Be brief.', metadata: { a: 'b' } });
  expect(response).toMatchObject({ status: 'completed', store: true, instructions: 'Be brief.' });
  expect(JSON.parse((await get(response.id)).text)).toEqual(response);
  const other = await create({ input: 'Hi', store: false });
  expect([other.store, (await get(other.id)).status]).toEqual([false, 404]);
});

test('was created when API Gateway received its request, also when it is told again', async () => {
  const { request, get } = open();
  const asked = { body: { input: 'Hi' }, epochMs: Date.now() - 5_000 };
  const first = JSON.parse((await request(path, asked)).text);
  expect(first.created_at).toBe(Math.floor(asked.epochMs / 1000));
  expect(JSON.parse((await get(first.id)).text)).toEqual(first);
});

test('its events have the same numbers again, after the one that is named', async () => {
  const { request, get } = open();
  const { text } = await request(path, { body: { input: 'Hi', stream: true } });
  const events = text.split('\n\n').filter((event) => event !== '');
  const [, id = ''] = /"id":"(resp_[^"]+)"/.exec(text) ?? [];
  const rest = (await get(id, { stream: ['true'], starting_after: ['3'] })).text.split('\n\n').filter(Boolean);
  expect(rest).toEqual(events.slice(4));
  for (const query of [{ stream: ['maybe'] }, { stream: ['true'], starting_after: ['x'] }, { starting_after: ['1'] }]) {
    expect((await get(id, query)).status).toBe(400);
  }
});

test('the next one recalls it, without its instructions; one that is deleted is not there', async () => {
  const { create, request, get, asked } = open();
  const first = await create({ input: 'My name is Ada.', instructions: 'Be brief.' });
  await create({ input: 'Who am I?', previous_response_id: first.id });
  expect(asked.at(-1)?.chat).toMatchObject({
    turns: [
      { content: [{ text: 'My name is Ada.' }] },
      { content: [{ text: 'Hello' }] },
      { content: [{ text: 'Who am I?' }] },
    ],
  });
  expect(asked.at(-1)?.chat.system).toBeUndefined();
  const deleted = await request(`${path}/${first.id}`, { method: 'DELETE' });
  expect(JSON.parse(deleted.text)).toEqual({ id: first.id, object: 'response', deleted: true });
  expect((await get(first.id)).status).toBe(404);
  const gone = await create({ input: 'And now?', previous_response_id: first.id });
  expect(gone.error).toMatchObject({ param: 'previous_response_id', code: 'not-found' });
});

test('its input is listed item by item, page by page', async () => {
  const { create, request } = open();
  const png = 'data:image/png;base64,iVBORw==';
  const input = [
    {
      role: 'user',
      content: [
        { type: 'input_text', text: 'Look.' },
        { type: 'input_image', image_url: png },
      ],
    },
    { type: 'reasoning', summary: [{ type: 'summary_text', text: 'hm' }], encrypted_content: 'signature.s' },
    { type: 'function_call', call_id: 'c1', name: 'find', arguments: '{"a":1}' },
    { type: 'function_call_output', call_id: 'c1', output: 'found' },
    { role: 'user', content: [{ type: 'input_file', filename: 'a.txt', file_data: 'data:text/plain;base64,aGk=' }] },
  ];
  const { id, error } = await create({ input });
  expect(error).toBeNull();
  const list = async (query: Record<string, string[]>) =>
    JSON.parse((await request(`${path}/${id}/input_items`, { query })).text);
  const all = await list({ order: ['asc'] });
  expect(all.data).toMatchObject([
    { type: 'message', content: [{ text: 'Look.' }, { type: 'input_image', image_url: png }] },
    { type: 'reasoning', summary: [{ text: 'hm' }], encrypted_content: 'signature.s' },
    { type: 'function_call', call_id: 'c1', name: 'find', arguments: '{"a":1}' },
    { type: 'function_call_output', call_id: 'c1', output: [{ text: 'found' }] },
    { type: 'message', content: [{ type: 'input_file', filename: 'a.txt' }] },
  ]);
  const page = await list({ limit: ['2'], after: [all.data[3].id] });
  expect([page.data.length, page.has_more, page.first_id]).toEqual([2, true, all.data[2].id]);
  for (const query of [{ limit: ['0'] }, { order: ['up'] }, { after: ['in_x'] }]) {
    expect((await request(`${path}/${id}/input_items`, { query })).status).toBe(400);
  }
});

test('one that is over can’t be cancelled, by its own id', async () => {
  const { create, request } = open();
  const { id } = await create({ input: 'Hi' });
  expect((await request(`${path}/${id}/cancel`, { method: 'POST' })).status).toBe(400);
});

test('a chat of useChat is kept under its id, and none of it is running', async () => {
  const { request, asked } = open();
  const messages = [{ id: 'm', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }];
  const { text } = await request('/api/chat', { body: { id: 'chat-1', messages } });
  expect(text).toContain('"conversationId":"chat-1"');
  expect(asked).toHaveLength(1);
  expect((await request('/api/chat/chat-1/stream')).status).toBe(204);
  expect((await request('/api/chat/other/stream')).status).toBe(204);
});

test('it was completed when it ended, not when it was kept or is told', async () => {
  vi.useFakeTimers({ now: 1_000_000, toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const table = memoryTable();
  // Keeping it takes a second, and more than one until it is asked for.
  const slow = {
    ...table,
    change: (...asked: Parameters<typeof table.change>) => {
      vi.setSystemTime(Date.now() + 1_000);
      return table.change(...asked);
    },
  };
  const api = openApi(slow, script(said));
  const response = JSON.parse((await api.request(path, { body: { input: 'Hi' } })).text);
  expect(JSON.parse((await api.request(`${path}/${response.id}`)).text)).toEqual(response);
});
