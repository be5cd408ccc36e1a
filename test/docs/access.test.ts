import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { toCallerOptions } from '../../local/start/caller-options.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';
import { codeBlocks, projectFolder, readDoc } from './markdown.ts';

const settings = ['docs/access.md', 'docs/operating.md']
  .flatMap((file) => codeBlocks(readDoc(file), 'json'))
  .map((block): Readonly<Record<string, unknown>> => JSON.parse(block))
  // The policy of a caller.
  .filter((block) => !('Statement' in block));

test.each(settings)('the settings that the docs show can be set: %j', (shown) => {
  expect(() => readSettings(shown)).not.toThrow();
});

describe('what docs/access.md shows for signed requests', () => {
  let stage: TestStage;
  beforeAll(async () => {
    stage = await startTestStage({ access: 'iam', models: { haiku: 'local.normal' }, defaultModel: 'haiku' });
  });
  afterAll(() => stage.close());

  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  /** In a terminal with nothing but what `npm start` says to export. */
  const run = (command: string) => {
    const exported = [`URL='${stage.url}'`, ...toCallerOptions(stage).variables].join(' ');
    return promisify(execFile)('bash', ['-c', `export ${exported}\n${command}`], { env });
  };

  test('curl signs by itself', async () => {
    const command = codeBlocks(readDoc('docs/access.md'), 'sh').find((block) => block.includes('--aws-sigv4')) ?? '';
    const { stdout } = await run(command);
    expect(stdout).toContain('river');
  });

  test('an SDK signs through its fetch', async () => {
    const [program = ''] = codeBlocks(readDoc('docs/access.md'), 'ts');
    const file = path.join(projectFolder, 'dist/docs-example-signed.ts');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, program);
    const { stdout } = await run(`'${process.execPath}' '${file}'`);
    await rm(file);
    expect(stdout).toContain('river');
  });
});
