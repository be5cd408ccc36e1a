import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readBody } from '../../../../lambda/protocols/files/read-body.ts';

const limits = { idleMs: 5_000, signal: new AbortController().signal };

async function read(body: Readable, bytes: number, more: Partial<typeof limits> = {}): Promise<number> {
  let sum = 0;
  for await (const chunk of readBody(body, bytes, { ...limits, ...more })) sum += chunk.length;
  return sum;
}

const chunks = (...sizes: readonly number[]) => Readable.from(sizes.map((size) => Buffer.alloc(size)));

test('a file is read to its end', async () => {
  expect(await read(chunks(3, 4), 7)).toBe(7);
});

test('one that ends too early, or goes on, is no whole file', async () => {
  for (const bytes of [8, 6]) await expect(read(chunks(3, 4), bytes)).rejects.toMatchObject({ kind: 'disconnected' });
});

test('a connection that is lost cuts it', async () => {
  const body = new Readable({
    read() {
      this.destroy(new Error('reset'));
    },
  });
  await expect(read(body, 7)).rejects.toMatchObject({ kind: 'disconnected' });
});

test('one that stops coming is given up', async () => {
  const body = new Readable({ read: () => undefined });
  await expect(read(body, 7, { idleMs: 20 })).rejects.toMatchObject({ kind: 'stalled' });
  expect(body.destroyed).toBe(true);
});

test('a reader that takes its time is not silence', async () => {
  let sum = 0;
  for await (const chunk of readBody(chunks(1, 1, 1), 3, { ...limits, idleMs: 20 })) {
    await sleep(40);
    sum += chunk.length;
  }
  expect(sum).toBe(3);
});

test('when the caller leaves, nothing more is asked of S3', async () => {
  const leaving = new AbortController();
  const body = new Readable({ read: () => undefined });
  const reading = read(body, 7, { signal: leaving.signal });
  leaving.abort(new Error('left'));
  await expect(reading).rejects.toThrow('left');
  if (!body.closed) await once(body, 'close');
  expect(body.destroyed).toBe(true);
});
