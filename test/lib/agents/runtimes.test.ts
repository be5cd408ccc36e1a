import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { toRuntimeStatements } from '../../../lib/agents/runtime-statements.ts';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { toConfig } from '../../../lib/settings/to-config.ts';
import { buildStack, buildTemplate } from '../synthesize.ts';

const arn = 'arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/research-AbCdEf1234';
const harness = 'arn:aws:bedrock-agentcore:us-east-1:111122223333:harness/desk-AbCdEf1234';
const research = { arn, description: 'Researches' };

const statementsOf = (runtimes: object) => {
  const stack = new Stack();
  return toRuntimeStatements(readSettings({ runtimes })).map((one) => stack.resolve(one.toStatementJson()));
};

describe('what the function may do to agents that run elsewhere', () => {
  test('a runtime may be asked and stopped at its endpoint, and nothing else', () => {
    expect(statementsOf({ research })).toEqual([
      {
        Effect: 'Allow',
        Action: ['bedrock-agentcore:InvokeAgentRuntime', 'bedrock-agentcore:StopRuntimeSession'],
        Resource: [arn, `${arn}/runtime-endpoint/DEFAULT`],
      },
    ]);
    expect(statementsOf({ research: { ...research, qualifier: 'prod' } })).toEqual([
      expect.objectContaining({ Resource: [arn, `${arn}/runtime-endpoint/prod`] }),
    ]);
  });

  test('a harness may also be asked as one', () => {
    expect(statementsOf({ desk: { ...research, arn: harness } })).toEqual([
      {
        Effect: 'Allow',
        Action: [
          'bedrock-agentcore:InvokeAgentRuntime',
          'bedrock-agentcore:StopRuntimeSession',
          'bedrock-agentcore:InvokeHarness',
        ],
        Resource: [harness, `${harness}/harness-endpoint/DEFAULT`],
      },
    ]);
  });

  test('it is the chat function’s role that may; without runtimes it may none of it', () => {
    const statement = Match.objectLike({ Action: Match.arrayWith(['bedrock-agentcore:InvokeAgentRuntime']) });
    const policy = { PolicyDocument: { Statement: Match.arrayWith([statement]) } };
    buildTemplate({ settings: { runtimes: { research } } }).hasResourceProperties('AWS::IAM::Policy', policy);
    expect(JSON.stringify(buildTemplate({}).toJSON())).not.toContain('agentcore');
  });
});

test('that a guardrail does not check them is said at synth', () => {
  const guardrail = { id: 'abcdefghij', version: '1' };
  const warningsOf = (settings: object) => {
    const stack = buildStack({ settings: { ...settings } });
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('agents that run elsewhere')).length;
  };
  expect([
    warningsOf({ guardrail, runtimes: { research } }),
    warningsOf({ guardrail }),
    warningsOf({ runtimes: { research } }),
  ]).toEqual([1, 0, 0]);
});

describe('the setting', () => {
  const refusalOf = (settings: object): string => {
    try {
      readSettings({ ...settings });
      return '';
    } catch (error) {
      return String(error);
    }
  };

  test('is the function’s config, with what is left out', () => {
    const runtimes = { research: { ...research, qualifier: 'prod', idleSeconds: 60 } };
    const prices = { research: { input: 1, output: 2 } };
    expect(toConfig(readSettings({ runtimes, prices })).runtimes).toEqual({
      research: {
        ...research,
        qualifier: 'prod',
        speaks: 'http',
        shows: 'calls',
        session: 'answer',
        tokens: 100_000,
        idleMs: 60_000,
        price: { input: 1000, output: 2000, cacheRead: 1000, cacheWrite: 1000, cacheWriteOneHour: 1000 },
      },
    });
    expect(toConfig(readSettings({}))).not.toHaveProperty('runtimes');
  });

  test.each<[what: string, settings: object, message: string]>([
    ['no ARN', { runtimes: { research: { description: 'a' } } }, 'research.arn: Invalid input'],
    [
      'an ARN of something else',
      { runtimes: { research: { ...research, arn: arn.replace('runtime', 'memory') } } },
      'not the ARN of an AgentCore runtime or harness',
    ],
    [
      'an endpoint’s ARN',
      { runtimes: { research: { ...research, arn: `${arn}/runtime-endpoint/DEFAULT` } } },
      'not the ARN of an AgentCore runtime or harness',
    ],
    ['no description', { runtimes: { research: { ...research, description: ' ' } } }, 'say what it is for'],
    [
      'an unknown protocol',
      { runtimes: { research: { ...research, speaks: 'mcp' } } },
      'research.speaks: Invalid option',
    ],
    ['an unknown field', { runtimes: { research: { ...research, headers: {} } } }, 'headers'],
    [
      'a model’s name',
      { runtimes: { haiku: research } },
      'names that no model and no agent has: rename haiku in runtimes',
    ],
    ['an agent’s name', { agents: ['assistant'], runtimes: { assistant: research } }, 'rename assistant in runtimes'],
    [
      'a plan with a name that is not there',
      { runtimes: { research }, plans: { standard: { names: ['desk'] } } },
      'haiku, research',
    ],
  ])('with %s is refused', (_what, settings, message) => {
    expect(refusalOf(settings)).toContain(message);
  });

  test('its names are names like any other: for the default, for other names, for plans', () => {
    const settings = {
      runtimes: { research },
      defaultModel: 'research',
      modelNames: { 'gpt-4o': 'research' },
      plans: { standard: { names: ['research'] } },
    };
    expect(readSettings(settings)).toMatchObject(settings);
  });
});
