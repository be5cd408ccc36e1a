import { expect, test } from 'vitest';
import { startTestStage } from '../fixtures/test-stage.ts';

test('of an environment’s requests the first is reported as its cold start, and its warm-up is not reported', async () => {
  const stage = await startTestStage();
  for (const message of ['one', 'two', 'three']) {
    await (await stage.ask('normal', { body: { message } })).text();
  }
  const reported = () =>
    stage.lines.flatMap((line) => /"message":"request".*"isColdStart":(true|false)/.exec(line)?.[1] ?? []);
  await expect.poll(reported).toEqual(['true', 'false', 'false']);
  expect(stage.seen).toHaveLength(3);
  await stage.close();
});
