import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

const projectFolder = path.resolve(import.meta.dirname, '../..');

/** Runs the app as the CDK CLI does, but where Node lets it write no file and start no process, which a build has to. */
function runApp(context: object) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--permission', '--allow-fs-read=*', path.join(projectFolder, 'bin/app.ts')],
    { cwd: projectFolder, env: { CDK_CONTEXT_JSON: JSON.stringify(context) }, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

test.each([
  [{ maxTokens: 'many' }, ['maxTokens: got "many"; allowed: an integer from 1 to 128000']],
  [{ maxToken: 1, '@aws-cdk/core:checkSecretUsage': true }, ['unknown setting maxToken: did you mean maxTokens?']],
  [
    { stage: 'Dev', marginSeconds: 0 },
    [
      'stage: got "Dev"; allowed: a lower-case letter and up to 19 lower-case letters, digits or dashes',
      'marginSeconds: got 0; allowed: a number of seconds above 0',
    ],
  ],
  [
    { integrationTimeoutSeconds: 5 },
    ['marginSeconds: got 5; allowed: less than integrationTimeoutSeconds, which is 5'],
  ],
])('%j ends the app with what is wrong, and nothing is built', (context, problems) => {
  const lines = ['wrong settings (in cdk.json "context" or -c name=value):', ...problems.map((each) => `  ${each}`)];
  expect(runApp(context)).toEqual({ status: 1, stdout: '', stderr: `${lines.join('\n')}\n` });
});

test('right settings lead on to the build', () => {
  expect(runApp({ maxTokens: 1 })).toMatchObject({ status: 1, stderr: expect.stringContaining('ERR_ACCESS_DENIED') });
});
