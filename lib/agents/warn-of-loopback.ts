import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isOnLoopback } from '../../lambda/agents/mcp/mcp.ts';
import { localStageFlag } from '../settings/read-settings.ts';
import type { UsedAgent } from './read-agents.ts';

/** A function on AWS reaches no server on the machine of whoever deploys it; the local stage's does. */
export function warnOfLoopback(scope: IConstruct, agents: readonly UsedAgent[]): void {
  if (scope.node.tryGetContext(localStageFlag) === true) return;
  for (const { name, definition } of agents) {
    const [url] = definition.tools.flatMap((tool) =>
      'kind' in tool && tool.kind === 'mcp' && isOnLoopback(tool) ? tool.url : [],
    );
    if (url === undefined) continue;
    Annotations.of(scope).addWarningV2(
      `rivulet:loopback-${name}`,
      `The agent ${name} has an MCP server at ${url}, which only this machine can reach: once deployed, each question for it will fail. ` +
        `Give the server's own URL in agents/${name}.ts, or leave the agent out of the setting agents`,
    );
  }
}
