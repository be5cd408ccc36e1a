import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startChat } from '../fixtures/clients/memory-chat.ts';
import { type Folder, toFolder } from '../fixtures/knowledge/folder.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

const question = 'When does the ferry leave?';
const messages = [{ role: 'user' as const, content: question }];
const url = 'https://docs.example.com/ferry.md';

let folder: Folder;
let stage: TestStage;
let openai: OpenAI;
let anthropic: Anthropic;
beforeAll(async () => {
  folder = await toFolder({
    'ferry.md': '# Ferry\n\nThe ferry leaves at nine. Bicycles travel for free on the lower deck.',
    'tower.md': '# Tower\n\nThe tower opens at noon.',
  });
  // The first takes search results, the second is asked for numbers.
  const models = { sonnet: 'anthropic.claude-sonnet-4-5-20250929-v1:0', nova: 'amazon.nova-lite-v1:0' };
  const docs = { model: 'sonnet', from: 'create', documents: folder.name, links: 'https://docs.example.com/' };
  stage = await startTestStage({
    models,
    defaultModel: 'sonnet',
    knowledge: {
      docs,
      numbered: { ...docs, model: 'nova' },
      unlinked: { model: 'nova', from: 'create', documents: folder.name },
    },
    conversations: 'on',
  });
  openai = new OpenAI({ baseURL: `${stage.url}v1`, apiKey: stage.apiKey ?? '', maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: stage.url.slice(0, -1), apiKey: stage.apiKey ?? '', maxRetries: 0 });
});
afterAll(async () => {
  await stage.close();
  await folder.remove();
});

describe.each(['docs', 'numbered'])('the official clients get what %s cites', (model) => {
  test('Chat Completions: annotations, streamed and whole', async () => {
    const stream = await openai.chat.completions.create({ model, messages, stream: true });
    let text = '';
    const annotations: unknown[] = [];
    for await (const { choices } of stream) {
      const [choice] = choices;
      text += choice?.delta.content ?? '';
      if (choice && 'annotations' in choice.delta) annotations.push(choice.delta.annotations);
    }
    expect(text).toContain('The ferry leaves at nine');
    expect(text).not.toMatch(/\[\d/);
    expect(annotations.flat()[0]).toMatchObject({ type: 'url_citation', url_citation: { url, title: 'Ferry' } });
    const whole = await openai.chat.completions.create({ model, messages });
    expect(whole.choices[0]?.message.annotations?.[0]).toMatchObject({ url_citation: { url, title: 'Ferry' } });
    expect(whole.model).toBe(model);
  });

  test('Responses: annotations', async () => {
    const stream = openai.responses.stream({ model, input: question, store: false });
    const added: unknown[] = [];
    for await (const event of stream)
      if (event.type === 'response.output_text.annotation.added') added.push(event.annotation);
    const response = await stream.finalResponse();
    expect(added[0]).toMatchObject({ type: 'url_citation', url, title: 'Ferry' });
    expect(JSON.stringify(response.output)).toContain(JSON.stringify(added[0]));
  });

  test('Messages: search_result_location citations', async () => {
    const message = await anthropic.messages.stream({ model, max_tokens: 500, messages }).finalMessage();
    const citations = message.content.flatMap((block) => (block.type === 'text' ? (block.citations ?? []) : []));
    expect(citations[0]).toMatchObject({
      type: 'search_result_location',
      search_result_index: 0,
      source: url,
      title: 'Ferry',
    });
    expect(citations[0]?.cited_text).toContain('The ferry leaves at nine');
  });

  test('useChat: sources before the text, citations behind the words', async () => {
    const chat = startChat(stage, model);
    await chat.sendMessage({ text: question });
    const parts = chat.lastMessage?.parts ?? [];
    expect([chat.status, chat.error]).toEqual(['ready', undefined]);
    const kinds = parts.map(({ type }) => type);
    expect(kinds.indexOf('source-url')).toBeLessThan(kinds.indexOf('text'));
    expect(parts.find(({ type }) => type === 'source-url')).toMatchObject({
      sourceId: 'found-1',
      url,
      title: 'Ferry',
    });
    expect(parts).toContainEqual(expect.objectContaining({ type: 'data-citation', data: { sourceId: 'found-1' } }));
    // What the client sends back with its next question is taken.
    await chat.sendMessage({ text: 'And what opens at noon?' });
    expect(chat.error).toBeUndefined();
  });
});

test('without links sources are named, and lead nowhere', async () => {
  const chat = startChat(stage, 'unlinked');
  await chat.sendMessage({ text: question });
  const [source] = chat.lastMessage?.parts.filter(({ type }) => type.startsWith('source')) ?? [];
  expect(source).toEqual({
    type: 'source-document',
    sourceId: 'found-1',
    mediaType: 'text/plain',
    title: 'Ferry',
    filename: 'Ferry',
  });
});

test('tools and a name that is none are refused by their field', async () => {
  const fn = { type: 'function' as const, function: { name: 'f', parameters: { type: 'object' } } };
  const refused = openai.chat.completions.create({ model: 'docs', messages, tools: [fn] });
  await expect(refused).rejects.toMatchObject({ status: 400, param: 'tools' });
  await expect(openai.chat.completions.create({ model: 'Docs', messages })).rejects.toMatchObject({ status: 404 });
});

test('both clients list them with what they are for', async () => {
  const { data } = await openai.models.list();
  expect(data.find(({ id }) => id === 'docs')).toMatchObject({
    kind: 'knowledge',
    description: 'Answers from documents, with sources',
  });
  const { data: listed } = await anthropic.models.list();
  expect(listed.find(({ id }) => id === 'docs')).toMatchObject({ kind: 'knowledge' });
});

test('a conversation keeps what was found and cited, and none of the passages for its next question', async () => {
  const headers = { 'x-api-key': stage.apiKey ?? '', 'x-conversation-id': 'trip', accept: 'application/json' };
  const post = async (message: string): Promise<unknown> => {
    const body = JSON.stringify({ model: 'docs', message });
    return (await fetch(`${stage.url}chat`, { method: 'POST', headers, body })).json();
  };
  expect(await post(question)).toMatchObject({ sources: [{ n: 1, title: 'Ferry' }], citations: [{ title: 'Ferry' }] });
  await post('What opens at noon, the tower?');
  const { messages: asked } = z.object({ messages: z.array(z.unknown()) }).parse(stage.seen.at(-1)?.body);
  expect(JSON.stringify(asked.at(-1))).toContain('The tower opens at noon.');
  expect(asked[0], 'the first question, as it was asked').toEqual({ role: 'user', content: [{ text: question }] });
  const transcript = await (await fetch(`${stage.url}conversations/trip`, { headers })).text();
  const [turn = '{}'] = transcript.trim().split('\n');
  const { answer } = JSON.parse(turn);
  expect(answer[0]).toMatchObject({ type: 'sources', sources: [{ n: 1, title: 'Ferry', url }] });
  expect(answer).toContainEqual(expect.objectContaining({ type: 'citation', title: 'Ferry' }));
});
