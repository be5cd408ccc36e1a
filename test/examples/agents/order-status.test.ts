import { createServer, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { invokeOrderStatus, orderStatus } from '../../../examples/agents/order-status.ts';
import { toAgentStatements } from '../../../lib/agents/agent-statements.ts';
import { listenOnLoopback } from '../../../local/listen-on-loopback.ts';
import { checkSignature, localCredentials } from '../../../local/sigv4/signature.ts';
import { callTools, resultsOf } from '../../fixtures/mcp/call-tools.ts';
import { usedAgent } from '../../lib/agents/used-agent.ts';
import { buildStack } from '../../lib/synthesize.ts';

/** Lambda's Invoke on loopback, with the role's credentials in the environment. Returns what it was asked. */
async function startLambda(answer: (response: ServerResponse) => void) {
  const seen: { asked: string; body: string; problem: unknown }[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    void buffer(request).then((body) => {
      const expected = { service: 'lambda', region: 'eu-central-1', now: new Date() };
      const problem = checkSignature({ method, url, headers, body }, expected);
      seen.push({ asked: `${method} ${url}`, body: body.toString(), problem });
      answer(response);
    });
  });
  vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', `http://127.0.0.1:${await listenOnLoopback(server, 0)}`);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', localCredentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', localCredentials.secretAccessKey);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
  });
  return seen;
}

const call = { name: 'order_status', input: { order: 'A-17' } };

test('a Lambda function answers the tool, invoked with the credentials of the function’s role', async () => {
  const seen = await startLambda((response) => response.end('{"status":"shipped"}'));
  expect(resultsOf(await callTools(orderStatus, [call]))).toEqual(['{"status":"shipped"}']);
  expect(seen).toEqual([
    { asked: 'POST /2015-03-31/functions/order-status/invocations', body: '{"order":"A-17"}', problem: undefined },
  ]);
});

test.each<[what: string, answer: (response: ServerResponse) => void]>([
  [
    'that throws',
    (response) => response.setHeader('x-amz-function-error', 'Unhandled').end('{"errorMessage":"canary"}'),
  ],
  ['that it may not invoke', (response) => response.writeHead(403).end('{"Message":"canary"}')],
])('of a function %s nobody learns more than that the tool failed, and it is asked once', async (_what, answer) => {
  const seen = await startLambda(answer);
  const asked = await callTools(orderStatus, [call]);
  expect(resultsOf(asked)).toEqual(['the tool failed']);
  expect(JSON.stringify(asked)).not.toContain('canary');
  expect(seen).toHaveLength(1);
});

test('what is no order’s number is not sent', async () => {
  const seen = await startLambda((response) => response.end());
  const asked = await callTools(orderStatus, [{ ...call, input: { order: '../other' } }]);
  expect(resultsOf(asked)).toEqual(['the input does not fit the tool’s schema']);
  expect(seen).toEqual([]);
});

test('it needs to invoke this function and no other', () => {
  const statements = toAgentStatements(buildStack(), [usedAgent('orders', [orderStatus])], {
    orders: invokeOrderStatus,
  });
  expect(statements.map((statement) => [statement.actions, statement.resources])).toEqual([
    [['lambda:InvokeFunction'], [expect.stringMatching(/^arn:[^:]+:lambda:[^:]+:[^:]+:function:order-status$/)]],
  ]);
});
