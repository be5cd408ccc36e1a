import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Settings } from '../settings/settings.ts';

/**
 * What the function may do to the agents that run on AgentCore: ask them, and stop what it asked for. A harness is asked by an action of its own,
 * and needs that of a runtime on its own ARN besides (AgentCore developer guide, harness security); both are authorized for the endpoint, too,
 * whose ARN begins with the agent's.
 */
export function toRuntimeStatements({ runtimes }: Pick<Settings, 'runtimes'>): readonly PolicyStatement[] {
  return Object.values(runtimes).map(({ arn, qualifier = 'DEFAULT' }) => {
    const isHarness = arn.includes(':harness/');
    const actions = ['InvokeAgentRuntime', 'StopRuntimeSession', ...(isHarness ? ['InvokeHarness'] : [])];
    return new PolicyStatement({
      actions: actions.map((action) => `bedrock-agentcore:${action}`),
      resources: [arn, `${arn}/${isHarness ? 'harness' : 'runtime'}-endpoint/${qualifier}`],
    });
  });
}
