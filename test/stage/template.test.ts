import { CfnGatewayResponse, CfnMethod } from 'aws-cdk-lib/aws-apigateway';
import { afterEach, describe, expect, test } from 'vitest';
import type { ChatStack } from '../../lib/chat-stack.ts';
import { isLambda, startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let stage: TestStage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

const find = <T>(stack: ChatStack, type: new (...given: never[]) => T): T[] =>
  stack.node.findAll().flatMap((child) => (child instanceof type ? child : []));
const changeMethods = (stack: ChatStack, property: string, value: unknown) => {
  for (const method of find(stack, CfnMethod)) {
    if (method.httpMethod === 'POST') method.addPropertyOverride(property, value);
  }
};

describe('the stage follows the template', () => {
  test('a shorter integration timeout cuts the answer there', async () => {
    stage = await startTestStage({}, { tweak: (stack) => changeMethods(stack, 'Integration.TimeoutInMillis', 6000) });
    // A minute of answer, and none at all. The start of their processes does not count.
    await Promise.all([stage.ask('normal'), stage.ask('normal')]);
    const [flowing, silent] = await Promise.all([stage.ask('steady'), stage.ask('stall-at-start')]);
    await expect(flowing.text()).rejects.toThrow();
    expect(silent.status).toBe(504);
  });

  test('BUFFERED with the streaming URI is refused at start, naming the method', async () => {
    const tweak = (stack: ChatStack) => changeMethods(stack, 'Integration.ResponseTransferMode', 'BUFFERED');
    await expect(startTestStage({}, { tweak })).rejects.toThrow(/can't emulate \w*POST\w* .*AWS::ApiGateway::Method/);
  });

  test.runIf(isLambda())('BUFFERED in front of a streaming function has its status and loses its body', async () => {
    stage = await startTestStage(
      {},
      {
        tweak: (stack) => {
          for (const method of find(stack, CfnMethod)) {
            if (method.httpMethod !== 'POST') continue;
            const { uri } = stack.resolve(method.integration);
            const buffered = JSON.stringify(uri)
              .replace('2021-11-15', '2015-03-31')
              .replace('response-streaming-invocations', 'invocations');
            method.addPropertyOverride('Integration.ResponseTransferMode', 'BUFFERED');
            method.addPropertyOverride('Integration.TimeoutInMillis', 29_000);
            method.addPropertyOverride('Integration.Uri', JSON.parse(buffered));
          }
        },
      },
    );
    const answer = await stage.ask('normal');
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  test('a dashboard and saved queries are nothing to it', async () => {
    stage = await startTestStage({ dashboard: 'on' });
    expect((await stage.ask('hello')).status).toBe(200);
  });

  test('a changed gateway response is answered', async () => {
    stage = await startTestStage(
      {},
      {
        tweak: (stack) => {
          for (const response of find(stack, CfnGatewayResponse)) {
            if (response.responseType === 'UNAUTHORIZED') response.addPropertyOverride('StatusCode', '418');
          }
        },
      },
    );
    expect((await fetch(stage.url)).status).toBe(418);
  });

  test('the usage plan throttles and counts', async () => {
    stage = await startTestStage({ throttleRate: 0.001, throttleBurst: 3, monthlyQuota: 2 });
    const answers = [];
    for (let count = 0; count < 4; count += 1) answers.push(await stage.ask('normal'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 429]);
    const texts = await Promise.all(answers.slice(2).map((answer) => answer.text()));
    const [quota, throttled]: { error: { kind: string } }[] = texts.map((text) => JSON.parse(text));
    expect([quota?.error.kind, answers[2]?.headers.get('x-should-retry')]).toEqual(['quota-exceeded', 'false']);
    expect([throttled?.error.kind, answers[3]?.headers.get('retry-after')]).toEqual(['throttled', '1']);
  });
});
