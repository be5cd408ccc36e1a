import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startApp } from '../../../../local/services/agentcore/app-process.ts';

/** A folder with an app of this code. */
function folderOf(code: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'rivulet-app-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(path.join(folder, 'index.js'), code);
  return folder;
}

const answers = `require('node:http').createServer((request, response) => {
  if (request.url === '/ping') response.end('{}');
  else process.exit(3);
}).listen(process.env.PORT, process.env.HOST);`;

test('an app is asked once it answers, on loopback, and is ended', async () => {
  const { url, close } = await startApp(folderOf(answers), { variables: {}, onEnd: () => undefined });
  expect((await fetch(new URL('/ping', url))).ok).toBe(true);
  await close();
  await expect(fetch(new URL('/ping', url))).rejects.toThrow();
});

test.each([
  ['says why', "throw new Error('MODEL_ID must be the id of a model')", 'Error: MODEL_ID must be the id of a model'],
  ['is killed', "process.kill(process.pid, 'SIGTERM')", 'it ended with SIGTERM'],
  ['says nothing', 'process.exit(4)', 'it ended with 4'],
])('one that does not start and %s is told', async (_what, code, why) => {
  await expect(startApp(folderOf(code), { variables: {}, onEnd: () => undefined })).rejects.toThrow(
    `the app of an agent did not start: ${why}`,
  );
});

test('one that ends later is told, and one that is ended is not', async () => {
  const ended = Promise.withResolvers<string>();
  const { url } = await startApp(folderOf(answers), { variables: {}, onEnd: ended.resolve });
  await fetch(new URL('/other', url)).catch(() => undefined);
  expect(await ended.promise).toBe('it ended with 3');
});
