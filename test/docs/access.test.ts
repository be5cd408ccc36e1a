import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { localCredentials } from '../../local/sigv4/signature.ts';
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

  const toEnvironment = () => ({
    ...process.env,
    URL: stage.url,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_REGION: 'us-east-1',
    AWS_SESSION_TOKEN: '',
  });

  test('curl signs by itself', async () => {
    const [command = ''] = codeBlocks(readDoc('docs/access.md'), 'sh').filter((block) => block.includes('--aws-sigv4'));
    const { stdout } = await promisify(execFile)('bash', ['-c', command], { env: toEnvironment() });
    expect(stdout).toContain('river');
  });

  test('an SDK signs through its fetch', async () => {
    const [program = ''] = codeBlocks(readDoc('docs/access.md'), 'ts');
    const file = path.join(projectFolder, 'dist/docs-example-signed.ts');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, program);
    const { stdout } = await promisify(execFile)(process.execPath, [file], { env: toEnvironment() });
    await rm(file);
    expect(stdout).toContain('river');
  });
});
