import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';
import { codeBlocks, readDoc } from './markdown.ts';

const programs = codeBlocks(readDoc('docs/protocols.md'), 'python').map((program, index) => ({ program, index }));

/** A Python with the packages `openai` and `anthropic`: .ci/run makes one. */
const python = process.env['RIVULET_PYTHON'];

describe.skipIf(python === undefined)('with RIVULET_PYTHON set', () => {
  let stage: TestStage;
  beforeAll(async () => {
    stage = await startTestStage();
  });
  afterAll(() => stage.close());

  test.each(programs)('Python program $index of docs/protocols.md runs as it is', async ({ program }) => {
    const env = { ...process.env, URL: stage.url, KEY: stage.apiKey };
    const { stdout } = await promisify(execFile)(python ?? '', ['-c', program.replace('"haiku"', '"normal"')], { env });
    expect(stdout).toMatch(/^A river begins/);
  });
});
