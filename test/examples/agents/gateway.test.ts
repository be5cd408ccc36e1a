import { expect, test } from 'vitest';
import { z } from 'zod';
import { gateway, invokeGateway } from '../../../examples/agents/gateway.ts';
import { toAgentStatements } from '../../../lib/agents/agent-statements.ts';
import { checkSignature } from '../../../local/sigv4/signature.ts';
import { callTools, resultsOf } from '../../fixtures/mcp/call-tools.ts';
import { startTestServer } from '../../fixtures/mcp/test-server.ts';
import { buildStack } from '../../lib/synthesize.ts';
import { usedAgent } from '../../lib/agents/used-agent.ts';

test('the tools of an AgentCore Gateway are called with signatures of the function’s role', async () => {
  const region = /\.bedrock-agentcore\.([a-z0-9-]+)\./.exec(gateway.url)?.[1] ?? '';
  const problems: unknown[] = [];
  const running = await startTestServer({
    isStateless: true,
    guard: (message) => {
      const problem = checkSignature(message, { service: 'bedrock-agentcore', region, now: new Date() });
      problems.push(problem);
      return !problem;
    },
    register: (server) =>
      server.registerTool('orders___get_order', { inputSchema: { order: z.string() } }, ({ order }) => ({
        content: [{ type: 'text', text: `${order} is on its way` }],
      })),
  });
  const call = { name: 'orders___get_order', input: { order: 'A-17' } };
  expect(resultsOf(await callTools({ ...gateway, url: running.url }, [call]))).toEqual(['A-17 is on its way']);
  expect(new Set(problems)).toEqual(new Set([undefined]));
});

test('it needs to invoke this gateway and no other', () => {
  const statements = toAgentStatements(buildStack(), [usedAgent('orders', [gateway])], { orders: invokeGateway });
  expect(statements.map((statement) => [statement.actions, statement.resources])).toEqual([
    [
      ['bedrock-agentcore:InvokeGateway'],
      [expect.stringMatching(/^arn:[^:]+:bedrock-agentcore:us-east-1:[^:]+:gateway\/orders-a1b2c3d4e5$/)],
    ],
  ]);
});
