import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { python, pythonTests } from '../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';
import { codeBlocks, readDoc } from './markdown.ts';

const programs = codeBlocks(readDoc('docs/protocols.md'), 'python').map((program, index) => ({ program, index }));

test('the docs show how to call it from Python', () => {
  expect(programs).toHaveLength(2);
});

describe.skipIf(!pythonTests.isPossible)('in Python', () => {
  let stage: TestStage;
  beforeAll(async () => {
    stage = await startTestStage();
  });
  afterAll(() => stage.close());

  test.each(programs)('program $index of docs/protocols.md runs as it is', async ({ program }) => {
    const env = { ...process.env, URL: stage.url, KEY: stage.apiKey };
    const { stdout } = await promisify(execFile)(python, ['-c', program.replace('"haiku"', '"normal"')], { env });
    expect(stdout).toMatch(/^A river begins/);
  });
});
