import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { permissions as listed } from '../../agents/permissions.ts';
import type { McpAuth } from '../../lambda/agents/mcp/mcp.ts';
import { SettingsError } from '../settings/settings-error.ts';
import type { Permission, Permissions } from './permission.ts';
import type { UsedAgent } from './read-agents.ts';

/**
 * What the function may do for its agents: what agents/permissions.ts grants, and the secrets that their MCP servers name. All agents run as one
 * function, so each of them could do what any of them may.
 */
export function toAgentStatements(
  scope: IConstruct,
  agents: readonly UsedAgent[],
  permissions: Permissions = listed,
): readonly PolicyStatement[] {
  const { partition, region, account } = Stack.of(scope);
  const granted = new Map(Object.entries(permissions));
  return agents.flatMap(({ name, definition }) => [
    ...(granted.get(name)?.({ partition, region, account }) ?? []).map((permission) => toStatement(name, permission)),
    ...secretsOf(definition).map(
      (secret) =>
        new PolicyStatement({
          actions: ['secretsmanager:GetSecretValue'],
          // Secrets Manager adds six characters to the name.
          resources: [`arn:${partition}:secretsmanager:${region}:${account}:secret:${secret}-??????`],
        }),
    ),
  ]);
}

/** An ARN that names its service and something of it, be it by a pattern. */
const namedResource = /^arn:[^:*]+:[a-z0-9-]+:[^:]*:[^:]*:(?!\*$)./;

function toStatement(agent: string, { actions, resources }: Permission): PolicyStatement {
  const file = `agents/permissions.ts, ${agent}`;
  if (actions.length === 0 || actions.some((action) => !/^[a-z0-9-]+:[A-Za-z]+\*?$/.test(action)))
    throw new SettingsError(
      `${file}: actions must be named, such as dynamodb:GetItem; got ${actions.join(', ') || 'none'}`,
    );
  if (resources.length === 0 || !resources.every((resource) => namedResource.test(resource)))
    throw new SettingsError(
      `${file}: resources must be named by their ARNs: a model, and so a stranger’s text, chooses what is called`,
    );
  return new PolicyStatement({ actions: [...actions], resources: [...resources] });
}

function secretsOf({ tools }: UsedAgent['definition']): readonly string[] {
  const names = tools.flatMap((tool) => ('kind' in tool && tool.kind === 'mcp' ? (secretOf(tool.auth) ?? []) : []));
  for (const name of names) {
    if (!/^[\w/+=.@-]{1,512}$/.test(name))
      throw new SettingsError(`mcp: ${name} is no name of a secret in Secrets Manager`);
  }
  return [...new Set(names)];
}

function secretOf(auth: McpAuth | undefined): string | undefined {
  if (!auth) return undefined;
  if ('oauth' in auth) return auth.oauth.secret;
  return 'secret' in auth ? auth.secret : undefined;
}
