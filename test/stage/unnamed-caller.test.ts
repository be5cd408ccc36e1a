import { Aspects } from 'aws-cdk-lib';
import { CfnMethod } from 'aws-cdk-lib/aws-apigateway';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isLambda, startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let stage: TestStage;
beforeAll(async () => {
  stage = await startTestStage(
    {},
    {
      // As somebody might in the console: GET /me asks for nothing any more.
      tweak: (stack) =>
        Aspects.of(stack).add({
          visit(node) {
            if (!(node instanceof CfnMethod) || !node.node.path.includes('/me/GET')) return;
            node.authorizationType = 'NONE';
            node.apiKeyRequired = false;
            node.authorizerId = undefined;
          },
        }),
    },
  );
});
afterAll(() => stage.close());

test('a request that comes in without a name is nobody’s: it fails, and the function answers the next one', async () => {
  const unnamed = await fetch(`${stage.url}me`);
  expect([unnamed.status, JSON.parse(await unnamed.text()).error.kind]).toEqual([502, 'internal']);
  const named = await stage.ask('normal');
  expect([named.status, await named.text()]).toEqual([200, expect.stringContaining('river')]);
  expect(stage.lines.join('\n')).toMatch(/named no caller|did not write x-rivulet-caller/);
  if (!isLambda()) return;
  const chatReports = () => stage.lines.filter((line) => /^REPORT .*Memory Size: 1024 MB/.test(line));
  // One process: only its first run has an init.
  await expect.poll(() => chatReports().map((line) => line.includes('Init Duration'))).toEqual([true, false]);
});
