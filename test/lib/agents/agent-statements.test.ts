import { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { mcp, type McpAuth } from '../../../lambda/agents/mcp/mcp.ts';
import { toAgentStatements } from '../../../lib/agents/agent-statements.ts';
import type { Permission, Permissions } from '../../../lib/agents/permission.ts';
import type { UsedAgent } from '../../../lib/agents/read-agents.ts';
import { buildTemplate } from '../synthesize.ts';
import { usedAgent } from './used-agent.ts';

const withAuth = (auth: McpAuth, tool = 'add') => mcp({ url: 'https://example.com/mcp', auth, tools: [tool] });
const oauth = { tokenUrl: 'https://example.com/token', clientId: 'a', secret: 'tasks/client' };

/** In an account and a region of its own, so that ARNs are text. */
function statementsOf(agents: readonly UsedAgent[], permissions?: Permissions): unknown[] {
  const stack = new Stack(undefined, 'Stack', { env: { account: '123456789012', region: 'eu-central-1' } });
  const statements = toAgentStatements(stack, agents, permissions);
  return statements.map((statement) => stack.resolve(statement.toStatementJson()));
}

const arnOf = (secret: string) => ({
  'Fn::Join': [
    '',
    ['arn:', { Ref: 'AWS::Partition' }, `:secretsmanager:eu-central-1:123456789012:secret:${secret}-??????`],
  ],
});

describe('the secrets of MCP servers', () => {
  test.each<[what: string, auth: McpAuth, secret: string]>([
    ['a header’s', { header: 'x-api-key', secret: 'tasks/key' }, 'tasks/key'],
    ['an OAuth client’s', { oauth }, 'tasks/client'],
  ])('%s may be read, and no other', (_what, auth, secret) => {
    expect(statementsOf([usedAgent('organizer', [withAuth(auth)])])).toEqual([
      { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: arnOf(secret) },
    ]);
  });

  test('one that two servers share is one statement', () => {
    const servers = [
      withAuth({ header: 'a', secret: 'shared' }),
      withAuth({ header: 'b', secret: 'shared' }, 'subtract'),
    ];
    expect(statementsOf([usedAgent('organizer', servers)])).toHaveLength(1);
  });

  test('a server that takes signatures, or anyone, needs none', () => {
    const servers = [
      withAuth({ sigv4: { service: 'bedrock-agentcore' } }),
      mcp({ url: 'https://example.com', tools: ['subtract'] }),
    ];
    expect(statementsOf([usedAgent('organizer', servers)])).toEqual([]);
  });

  test.each(['*', 'tasks/*', 'arn:aws:secretsmanager:x', 'a b', ''])('%j is no name', (secret) => {
    expect(() => statementsOf([usedAgent('organizer', [withAuth({ header: 'x', secret })])])).toThrow(
      `mcp: ${secret} is no name of a secret in Secrets Manager`,
    );
  });
});

describe('agents/permissions.ts', () => {
  const getOrder: Permission = { actions: ['dynamodb:GetItem'], resources: ['arn:aws:dynamodb:x:1:table/Orders'] };

  test('is granted to the agents that a deployment has', () => {
    const permissions: Permissions = {
      orders: ({ partition, region, account }) => [
        { actions: ['dynamodb:GetItem'], resources: [`arn:${partition}:dynamodb:${region}:${account}:table/Orders`] },
      ],
      other: () => [getOrder],
    };
    expect(statementsOf([usedAgent('orders'), usedAgent('assistant')], permissions)).toEqual([
      {
        Effect: 'Allow',
        Action: 'dynamodb:GetItem',
        Resource: {
          'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':dynamodb:eu-central-1:123456789012:table/Orders']],
        },
      },
    ]);
  });

  test.each<[changes: Partial<Permission>, sentence: string]>([
    [{ actions: ['*'] }, 'actions must be named, such as dynamodb:GetItem; got *'],
    [{ actions: ['dynamodb:*'] }, 'actions must be named, such as dynamodb:GetItem; got dynamodb:*'],
    [
      { actions: ['dynamodb:GetItem', '*:Get'] },
      'actions must be named, such as dynamodb:GetItem; got dynamodb:GetItem, *:Get',
    ],
    [{ actions: [] }, 'actions must be named, such as dynamodb:GetItem; got none'],
    [
      { resources: ['*'] },
      'resources must be named by their ARNs: a model, and so a stranger’s text, chooses what is called',
    ],
    [{ resources: [] }, 'resources must be named by their ARNs'],
    [{ resources: ['arn:aws:s3:::a', '*'] }, 'resources must be named by their ARNs'],
    [{ resources: ['Orders'] }, 'resources must be named by their ARNs'],
    [{ resources: ['arn:*'] }, 'resources must be named by their ARNs'],
    [{ resources: ['arn:aws:*:*:*:*'] }, 'resources must be named by their ARNs'],
    [{ resources: ['arn:aws:dynamodb:*:*:*'] }, 'resources must be named by their ARNs'],
  ])('with %j fails', (changes, sentence) => {
    const permissions: Permissions = { orders: () => [{ ...getOrder, ...changes }] };
    expect(() => statementsOf([usedAgent('orders')], permissions)).toThrow(
      `agents/permissions.ts, orders: ${sentence}`,
    );
  });
});

test('statements are those of the chat function’s role', () => {
  const template = buildTemplate({
    agents: [usedAgent('organizer', [withAuth({ header: 'x-api-key', secret: 'tasks/key' })])],
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([Match.objectLike({ Action: 'secretsmanager:GetSecretValue', Effect: 'Allow' })]),
    },
    Roles: [{ Ref: Match.stringLikeRegexp('^ChatRole') }],
  });
});
