import { truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openFiles, readError } from '../../fixtures/files/open-files.ts';
import { isLambda, startTestStage } from '../../fixtures/test-stage.ts';

describe('a file that is cut', () => {
  test('never looks whole: one that changes while it is read', async () => {
    const own = await openFiles();
    onTestFinished(own.close);
    const file = path.join(own.folder, 'changing.bin');
    await writeFile(file, '');
    await truncate(file, 80_000_000);
    const answer = await own.ask('files/changing.bin');
    expect(answer.headers.get('content-length')).toBe('80000000');
    const reader = answer.body?.getReader();
    await reader?.read();
    await utimes(file, new Date(0), new Date(0));
    const drain = async () => {
      for (let done = false; !done;) done = (await reader?.read())?.done ?? true;
    };
    await expect(drain()).rejects.toThrow('terminated');
    await expect.poll(() => own.stage.lines.join('\n')).toContain('"error.type":"disconnected"');
  });

  test('is not there when S3 is not: refused, with a status of its own', async () => {
    const own = await openFiles({ files: 'create' }, { extraVariables: { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9' } });
    onTestFinished(own.close);
    const answer = await own.ask('files/notes/river.txt');
    expect([answer.status, (await readError(answer)).kind]).toEqual([502, 'files-unavailable']);
  });
});

describe('what is too much for one answer', () => {
  test.runIf(isLambda())('of a function is refused, and a player gets a part', async () => {
    const own = await openFiles();
    onTestFinished(own.close);
    const file = path.join(own.folder, 'film.mp4');
    await writeFile(file, '');
    await truncate(file, 200_000_001);
    const answer = await own.ask('files/film.mp4');
    expect(answer.status).toBe(413);
    expect((await readError(answer)).message).toContain('bytes=0-199999999');
    const player = { range: 'bytes=0-', 'sec-fetch-dest': 'video' };
    const part = await own.ask('files/film.mp4', { headers: player });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 0-9999999/200000001']);
    await part.body?.cancel();
  });
});

test('without the setting there is no such path', async () => {
  const stage = await startTestStage();
  onTestFinished(stage.close);
  const answer = await fetch(`${stage.url}files`, { headers: { 'x-api-key': stage.apiKey ?? '' } });
  expect(answer.status).toBe(404);
});
