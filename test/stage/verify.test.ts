import { afterEach, expect, test } from 'vitest';
import { beliefs } from '../../local/beliefs.ts';
import { checks } from '../../local/verify/checks.ts';
import { verify } from '../../local/verify/verify.ts';
import { gather } from '../fixtures/gather.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let stage: TestStage | undefined;
afterEach(() => stage?.close());

test('the local stage does what it believes AWS does', async () => {
  stage = await startTestStage({ models: { slow: 'local.slow' }, defaultModel: 'slow' });
  const verdicts = await gather(verify({ url: stage.url, apiKey: stage.apiKey }));
  expect(verdicts).toHaveLength(beliefs.length);
  expect(verdicts.filter(({ verdict }) => verdict === 'refuted')).toEqual([]);
  const asked = verdicts.filter(({ verdict }) => verdict === 'confirmed').map(({ belief }) => belief.id);
  expect(asked.toSorted()).toEqual(Object.keys(checks).toSorted());
});

test('a deployment that answers otherwise refutes, and says what was seen', async () => {
  stage = await startTestStage({ models: { broken: 'local.midway-cut' }, defaultModel: 'broken' });
  const verdicts = await gather(verify({ url: `${stage.url}chat/`, apiKey: stage.apiKey }));
  const refuted = verdicts.filter(({ verdict }) => verdict === 'refuted');
  expect(refuted.map(({ belief }) => belief.id)).toEqual(
    expect.arrayContaining(['headers-before-content', 'refusal-keeps-status']),
  );
  expect(refuted.every(({ seen }) => seen !== '')).toBe(true);
});
