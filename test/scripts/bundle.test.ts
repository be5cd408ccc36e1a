import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { buildFunction } from '../../scripts/build.ts';
import { initBytes } from '../../scripts/init-bytes.ts';

test('a cold start loads at most 320 kB of code, all protocols included', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'rivulet-bundle-'));
  const metafile = await buildFunction(folder);
  await rm(folder, { recursive: true });
  expect(initBytes(metafile, 'index.mjs')).toBeLessThanOrEqual(320_000);
});
