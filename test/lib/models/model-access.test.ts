import { Stack } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { geographies } from '../../../lib/models/geographies.ts';
import { toModelStatements } from '../../../lib/models/model-access.ts';
import { toModelId } from '../../../lib/models/model-id.ts';
import type { ModelSetting } from '../../../lib/settings/rows/parts/model-setting.ts';
import { createQuickApp } from '../synthesize.ts';

const action = 'bedrock:InvokeModelWithResponseStream';
const partition = '<AWS::Partition>';
const applicationProfile = 'arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc123';

/** The statements as IAM sees them, with references written as `<AWS::…>`. */
function statementsOf(model: ModelSetting): unknown {
  const resolved = new Stack(createQuickApp()).resolve(
    toModelStatements(model, 'eu-west-1').map((statement) => statement.toStatementJson()),
  );
  return JSON.parse(JSON.stringify(resolved), (_, value) => {
    const join = value?.['Fn::Join'];
    return join
      ? join[1]
          .map((part: { Ref?: string } | string) => (typeof part === 'string' ? part : `<${part.Ref}>`))
          .join(join[0])
      : value;
  });
}

const foundation = (model: string, region: string) => `arn:${partition}:bedrock:${region}::foundation-model/${model}`;
const profile = (id: string) => `arn:${partition}:bedrock:eu-west-1:<AWS::AccountId>:inference-profile/${id}`;
const allow = (Resource: string | readonly string[], equals?: Readonly<Record<string, string>>) => ({
  Effect: 'Allow',
  Action: action,
  Resource,
  ...(equals && { Condition: { StringEquals: equals } }),
});

const nova = 'amazon.nova-lite-v1:0';
const fromHere = { 'aws:RequestedRegion': 'eu-west-1' };
const anywhere = { 'aws:RequestedRegion': 'unspecified' };
const through = (arn: string) => ({ 'bedrock:InferenceProfileArn': arn });

describe('a model gets only the statements that are needed to call it', () => {
  test.each<[string, ModelSetting, readonly unknown[]]>([
    ['a foundation model', { id: nova }, [allow(foundation(nova, 'eu-west-1'))]],
    [
      'a global profile: itself and its model here, and its model in no region',
      { id: `global.${nova}` },
      [
        allow(profile(`global.${nova}`), fromHere),
        allow(foundation(nova, 'eu-west-1'), { ...fromHere, ...through(profile(`global.${nova}`)) }),
        allow(foundation(nova, ''), { ...anywhere, ...through(profile(`global.${nova}`)) }),
      ],
    ],
    [
      'a geographic profile: itself, and its model in every region by name',
      { id: `eu.${nova}` },
      [
        allow(profile(`eu.${nova}`)),
        allow(
          [
            'eu-west-1',
            'eu-central-1',
            'eu-central-2',
            'eu-north-1',
            'eu-south-1',
            'eu-south-2',
            'eu-west-2',
            'eu-west-3',
          ].map((region) => foundation(nova, region)),
          through(profile(`eu.${nova}`)),
        ),
      ],
    ],
    [
      'a geographic profile with its own regions',
      { id: `sa.${nova}`, regions: ['sa-east-1'] },
      [
        allow(profile(`sa.${nova}`)),
        allow([foundation(nova, 'eu-west-1'), foundation(nova, 'sa-east-1')], through(profile(`sa.${nova}`))),
      ],
    ],
    [
      'an application profile of a foundation model, in the region of its ARN',
      { id: applicationProfile.replace('eu-west-1', 'eu-west-3'), foundationModel: nova },
      [
        allow(applicationProfile.replace('eu-west-1', 'eu-west-3')),
        allow(foundation(nova, 'eu-west-3'), through(applicationProfile.replace('eu-west-1', 'eu-west-3'))),
      ],
    ],
    [
      'an application profile with regions',
      { id: applicationProfile, foundationModel: nova, regions: ['eu-west-1', 'eu-north-1'] },
      [
        allow(applicationProfile),
        allow([foundation(nova, 'eu-west-1'), foundation(nova, 'eu-north-1')], through(applicationProfile)),
      ],
    ],
    [
      'an application profile of a geographic profile',
      { id: applicationProfile, foundationModel: `jp.${nova}` },
      [
        allow(applicationProfile),
        allow(
          ['eu-west-1', 'ap-northeast-1', 'ap-northeast-3'].map((region) => foundation(nova, region)),
          through(applicationProfile),
        ),
      ],
    ],
    [
      'a profile of India, which routes to Mumbai and Hyderabad',
      { id: `in.${nova}` },
      [
        allow(profile(`in.${nova}`)),
        allow(
          ['eu-west-1', 'ap-south-1', 'ap-south-2'].map((region) => foundation(nova, region)),
          through(profile(`in.${nova}`)),
        ),
      ],
    ],
    [
      'an application profile of a global profile',
      { id: applicationProfile, foundationModel: `global.${nova}` },
      [
        allow(applicationProfile, fromHere),
        allow(foundation(nova, 'eu-west-1'), { ...fromHere, ...through(applicationProfile) }),
        allow(foundation(nova, ''), { ...anywhere, ...through(applicationProfile) }),
      ],
    ],
  ])('%s', (_, model, statements) => {
    expect(statementsOf(model)).toEqual(statements);
  });

  test('no statement names a resource with a wildcard', () => {
    const ids = [...geographies.keys()].map((geography) => `${geography}.${nova}`);
    for (const id of [...ids, nova, `global.${nova}`]) expect(JSON.stringify(statementsOf({ id }))).not.toContain('*');
  });

  test('an id that the settings do not accept is refused, naming it', () => {
    expect(() => toModelStatements({ id: 'Claude' }, 'eu-west-1')).toThrow('model Claude: not a Bedrock model id');
  });
});

test.each([
  ['anthropic.claude-haiku-4-5-20251001-v1:0', 'foundation'],
  ['ai21.jamba-1-5-mini-v1:0', 'foundation'],
  ['minimax.minimax-m2.1', 'foundation'],
  ['local.slow', 'foundation'],
  ['us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0', 'geographic'],
  ['apac.amazon.nova-lite-v1:0', 'geographic'],
  ['global.anthropic.claude-sonnet-4-6', 'global'],
  ['arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:application-inference-profile/a1', 'application'],
  ['arn:aws:bedrock:eu-west-1:123456789012:provisioned-model/a1', undefined],
  ['haiku', undefined],
  ['global.haiku', undefined],
  ['amazon.nova lite', undefined],
  ['*', undefined],
])('%s is an id of kind %s', (id, kind) => {
  expect(toModelId(id)?.kind).toBe(kind);
});

test('a model for embeddings is invoked, and streams nothing', () => {
  const statements = statementsOf({ id: 'amazon.titan-embed-text-v2:0' });
  expect(statements).toEqual([
    {
      Effect: 'Allow',
      Action: 'bedrock:InvokeModel',
      Resource: foundation('amazon.titan-embed-text-v2:0', 'eu-west-1'),
    },
  ]);
});
