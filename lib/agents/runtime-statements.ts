import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { isHarness } from '../../lambda/models/is-harness.ts';
import type { Settings } from '../settings/settings.ts';

/**
 * What the function may do to the agents that run on AgentCore: ask them, and stop what it asked for. A harness is asked by an action of its own,
 * and needs that of a runtime on its own ARN besides (AgentCore developer guide, harness security); both are authorized for the endpoint, too,
 * whose ARN begins with the agent's.
 */
export function toRuntimeStatements({ runtimes }: Pick<Settings, 'runtimes'>): readonly PolicyStatement[] {
  return Object.values(runtimes).map((runtime) => {
    const { arn, qualifier = 'DEFAULT' } = runtime;
    const kind = isHarness(runtime) ? 'harness' : 'runtime';
    const actions = ['InvokeAgentRuntime', 'StopRuntimeSession', ...(kind === 'harness' ? ['InvokeHarness'] : [])];
    return new PolicyStatement({
      actions: actions.map((action) => `bedrock-agentcore:${action}`),
      resources: [arn, `${arn}/${kind}-endpoint/${qualifier}`],
    });
  });
}
