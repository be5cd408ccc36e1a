import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** What a run of these test files prints on a machine that has neither. */
async function runWithout(...files: readonly string[]): Promise<string> {
  const projectFolder = path.resolve(import.meta.dirname, '..');
  const vitest = path.join(projectFolder, 'node_modules/vitest/vitest.mjs');
  const env = { PATH: process.env['PATH'], CHROMIUM: '/nowhere/chromium', RIVULET_PYTHON: '' };
  const run = promisify(execFile)(process.execPath, [vitest, 'run', ...files], { cwd: projectFolder, env });
  return (await run).stdout;
}

test('skipped tests are listed at the end of the run: how many, why, and how to run them', async () => {
  const printed = await runWithout('test/web/browser/smooth.test.ts', 'test/docs/python.test.ts');
  const [, browser, python] = printed.split('Skipped: ');
  expect(browser).toMatch(/^\d+ tests of test\/web\/browser\/, since there is no Chromium at \/nowhere\/chromium\. /);
  expect(browser).toContain(
    'To run them: apt-get install chromium, or CHROMIUM=/path/to/chromium npm run test:browser\n',
  );
  expect(python).toMatch(/^2 tests of test\/docs\/python\.test\.ts, since RIVULET_PYTHON names no Python with /);
});

test('a run that skips nothing prints nothing about it', async () => {
  expect(await runWithout('test/web/words/words.test.ts')).not.toContain('Skipped: ');
});
