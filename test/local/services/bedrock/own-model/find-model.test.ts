import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from '../../../../../local/listen-on-loopback.ts';
import { findModel } from '../../../../../local/services/bedrock/own-model/find-model.ts';
import { startModelServer } from '../../../../fixtures/model-server.ts';

async function startServer(options: Parameters<typeof startModelServer>[1]): Promise<string> {
  const { url, close } = await startModelServer(() => [], options);
  onTestFinished(close);
  return url;
}

async function findNobody(): Promise<string> {
  const server = createServer();
  const port = await listenOnLoopback(server, 0);
  server.close();
  return `http://127.0.0.1:${port}/v1`;
}

test.each(['stand-in', 'aws', { url: 'http://127.0.0.1:9' }] as const)('%j has no model to find', async (asked) => {
  expect(await findModel(asked)).toEqual({ choice: asked });
});

test('a server’s only model answers', async () => {
  const server = await startServer({ models: ['qwen3:8b'] });
  expect(await findModel({ server })).toEqual({ choice: { server, model: 'qwen3:8b' } });
});

test('of several, one must be named', async () => {
  const server = await startServer({ models: ['qwen3:8b', 'embed'] });
  await expect(findModel({ server })).rejects.toThrow(
    `--bedrock ${server}: this server has several models: choose one with --model, of qwen3:8b, embed`,
  );
  expect(await findModel({ server, model: 'embed' })).toEqual({ choice: { server, model: 'embed' } });
});

test('a model may be named as Ollama shortens it', async () => {
  const server = await startServer({ models: ['llama3.2:latest', 'embed'] });
  expect(await findModel({ server, model: 'llama3.2' })).toEqual({ choice: { server, model: 'llama3.2' } });
});

test('a model that is not listed is asked all the same, with a warning: some servers load it then', async () => {
  const server = await startServer({ models: ['qwen3:8b'] });
  expect(await findModel({ server, model: 'llama' })).toEqual({
    choice: { server, model: 'llama' },
    warning: `${server} does not list a model llama. It lists qwen3:8b`,
  });
});

test('a server without a model needs one', async () => {
  const server = await startServer({ models: [] });
  await expect(findModel({ server })).rejects.toThrow('this server has no model yet: load one');
});

test('where no server is, it says so; with a named model the stage starts, since the server may come', async () => {
  const server = await findNobody();
  const why = `no server answers at ${server}: start it, or check the address`;
  await expect(findModel({ server })).rejects.toThrow(`--bedrock ${server}: ${why}`);
  expect(await findModel({ server, model: 'tiny' })).toEqual({ choice: { server, model: 'tiny' }, warning: why });
});

test('a server that is still loading is told, not taken for a wrong address', async () => {
  const server = await startServer({ isLoading: true });
  await expect(findModel({ server })).rejects.toThrow('is still loading its model: wait until it is ready');
});

test('an address that is not the API’s is told', async () => {
  const server = (await startServer({})).replace('/v1', '');
  await expect(findModel({ server })).rejects.toThrow('check the address, which usually ends with /v1');
});

test.each<[what: string, lists: object | string]>([
  ['a page', '<html></html>'],
  ['other JSON', { data: { a: 1 } }],
  ['models without names', { data: [{}] }],
])('an address that lists %s is told, and asked all the same if a model is named', async (_what, lists) => {
  const server = await startServer({ lists });
  const why = `${server}/models does not list the models of this server: check the address, which usually ends with /v1`;
  await expect(findModel({ server })).rejects.toThrow(`--bedrock ${server}: ${why}`);
  expect(await findModel({ server, model: 'tiny' })).toEqual({ choice: { server, model: 'tiny' }, warning: why });
});

test('no list, as Ollama has it, is no model', async () => {
  const server = await startServer({ lists: { object: 'list', data: null } });
  await expect(findModel({ server })).rejects.toThrow('this server has no model yet: load one');
});

test('a key that is wanted and missing, or wrong, is told; the right one is not', async () => {
  const server = await startServer({ key: 'sk-right' });
  await expect(findModel({ server })).rejects.toThrow('wants a key: set OPENAI_API_KEY');
  await expect(findModel({ server, key: 'sk-wrong' })).rejects.toThrow('does not take the key in OPENAI_API_KEY');
  expect(await findModel({ server, key: 'sk-right' })).toEqual({ choice: { server, model: 'tiny', key: 'sk-right' } });
});
