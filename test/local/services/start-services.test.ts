import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from '../../../local/listen-on-loopback.ts';
import { type Bucket, toObject } from '../../../local/services/s3/bucket.ts';
import { toMemoryStore } from '../../../local/services/s3/memory-store.ts';
import type { Service } from '../../../local/services/service.ts';
import { startServices } from '../../../local/services/start-services.ts';
import { readHandMade } from '../template/hand-made.ts';

const setup = { api: readHandMade(), bedrock: 'stand-in', shell: {} } as const;

/** A service that records what happens to it. */
function toService(name: string, told: string[], changes: Partial<Service> = {}): Service {
  return {
    isNeeded: () => true,
    async start() {
      told.push(`${name} starts`);
      const close = async () => void told.push(`${name} closes`);
      return { variables: { [`AWS_ENDPOINT_URL_${name}`]: `http://127.0.0.1/${name}` }, close };
    },
    ...changes,
  };
}

test('the services that a stack needs are started, and their variables reach the functions', async () => {
  const told: string[] = [];
  const services = [toService('ONE', told), toService('NOT', told, { isNeeded: () => false }), toService('TWO', told)];
  const running = await startServices(services, setup);
  expect(running.variables).toEqual({
    AWS_ENDPOINT_URL_ONE: 'http://127.0.0.1/ONE',
    AWS_ENDPOINT_URL_TWO: 'http://127.0.0.1/TWO',
  });
  await running.close();
  expect(told).toEqual(['ONE starts', 'TWO starts', 'ONE closes', 'TWO closes']);
});

test('if one does not start, those before it are closed', async () => {
  const told: string[] = [];
  const failing = toService('TWO', told, { start: () => Promise.reject(new Error('TWO is broken')) });
  await expect(startServices([toService('ONE', told), failing], setup)).rejects.toThrow('TWO is broken');
  expect(told).toEqual(['ONE starts', 'ONE closes']);
});

test('the buckets of all services are answered as one S3, and without one there is none', async () => {
  const withBucket = (name: string): Service => ({
    isNeeded: () => true,
    async start() {
      const bucket: Bucket = new Map([['key', toObject(Buffer.from(name))]]);
      return { variables: {}, buckets: new Map([[name, toMemoryStore(bucket)]]), close: async () => undefined };
    },
  });
  expect((await startServices([toService('ONE', [])], setup)).answers).toEqual(new Map());
  const running = await startServices([withBucket('one'), toService('TWO', []), withBucket('three')], setup);
  expect([...(running.answers?.keys() ?? [])]).toEqual(['s3']);
  const server = createServer(running.answers?.get('s3'));
  const port = await listenOnLoopback(server, 0);
  onTestFinished(() => void server.close());
  const get = async (bucket: string) => (await fetch(`http://127.0.0.1:${port}/${bucket}/key`)).text();
  expect([await get('one'), await get('three')]).toEqual(['one', 'three']);
  expect(await get('two')).toContain('NoSuchBucket');
});
