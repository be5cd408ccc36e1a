import { afterAll, beforeAll, expect, test } from 'vitest';
import { fullRequests } from '../fixtures/hostile/full-requests.ts';
import { type HostileStage, startHostileStage } from '../fixtures/hostile/hostile-stage.ts';

let stage: HostileStage;
beforeAll(async () => {
  stage = await startHostileStage();
});
afterAll(() => stage.close());

test.each(fullRequests)('the request that $protocol is attacked with is answered as it stands', async (request) => {
  const answered = await stage.ask(request);
  expect([answered.status, answered.record?.ignoredFields]).toEqual([200, undefined]);
  expect(answered.asked).toBeDefined();
});
