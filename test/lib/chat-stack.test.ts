import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { buildStack, buildTemplate, createQuickApp, createStack } from './synthesize.ts';

const topic = 'arn:aws:sns:eu-central-1:123456789012:alarms';

/** An output's text with references written as `<name>`. */
function outputOf(template: Template, name: string): string | undefined {
  const value = template.findOutputs(name)[name]?.['Value'];
  return value?.['Fn::Join'][1]
    .map((part: { Ref?: string } | string) =>
      typeof part === 'string' ? part : `<${part.Ref?.replace(/[0-9A-F]{8}.*/, '')}>`,
    )
    .join('');
}

const warningsOf = (settings: Readonly<Record<string, unknown>>) =>
  Annotations.fromStack(buildStack({ settings }))
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => JSON.stringify(entry.data));

const alarmsOf = (settings: Readonly<Record<string, unknown>>) =>
  Object.values(buildTemplate({ settings }).findResources('AWS::CloudWatch::Alarm')).map(
    (alarm) => alarm['Properties'],
  );

const url = 'https://<ChatApi>.execute-api.<AWS::Region>.<AWS::URLSuffix>/dev/';
const fetchKey =
  'aws apigateway get-api-key --region <AWS::Region> --api-key <AccessKey> --include-value --query value --output text';

describe('outputs', () => {
  test('with keys they are the URL, the command that fetches the key, and curl with it', () => {
    const template = buildTemplate();
    expect(outputOf(template, 'Url')).toBe(url);
    expect(outputOf(template, 'WebPageUrl')).toBe(`${url}web`);
    expect(outputOf(template, 'FetchKey')).toBe(fetchKey);
    expect(outputOf(template, 'Curl')).toBe(`curl --no-buffer --header "x-api-key: $(${fetchKey})" "${url}"`);
  });

  test('open to everyone they are the URL and curl', () => {
    const template = buildTemplate({ settings: { access: 'open', waf: 'declined' } });
    expect(Object.keys(template.findOutputs('*')).toSorted()).toEqual(['Curl', 'Url', 'WebPageUrl']);
    expect(outputOf(template, 'Curl')).toBe(`curl --no-buffer "${url}"`);
  });
});

describe('access', () => {
  test('a key has a rate, a burst and a monthly quota on this stage', () => {
    const template = buildTemplate({ settings: { throttleRate: '2.5', throttleBurst: 7, monthlyQuota: 99 } });
    template.hasResourceProperties('AWS::ApiGateway::UsagePlan', {
      Throttle: { RateLimit: 2.5, BurstLimit: 7 },
      Quota: { Limit: 99, Period: 'MONTH' },
      ApiStages: [{ Stage: { Ref: Match.stringLikeRegexp('DeploymentStagedev') } }],
    });
    template.hasResourceProperties('AWS::ApiGateway::ApiKey', { Enabled: true, Value: Match.absent() });
    template.resourceCountIs('AWS::ApiGateway::UsagePlanKey', 1);
  });

  test('each plan has its limits and a first key, which the function knows by its id', () => {
    const plans = { standard: {}, team: { rate: 5, burst: 6, monthlyRequests: 7, names: ['haiku'] } };
    const template = buildTemplate({ settings: { plans } });
    template.resourceCountIs('AWS::ApiGateway::ApiKey', 2);
    template.hasResourceProperties('AWS::ApiGateway::UsagePlan', {
      Description: 'Rivulet: team',
      Throttle: { RateLimit: 5, BurstLimit: 6 },
      Quota: { Limit: 7, Period: 'MONTH' },
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({
          RIVULET_KEY_PLANS: { 'Fn::Join': ['', ['{"team": "', { Ref: Match.stringLikeRegexp('Keyteam') }, '"}']] },
        }),
      },
    });
    expect(Object.keys(template.findOutputs('*'))).toEqual(expect.arrayContaining(['FetchKey', 'FetchKeyteam']));
  });

  test('a plan keeps its resources when others come, go or change places, so that its keys stay its own', () => {
    const idsOf = (plans: Record<string, object>) => {
      const template = buildTemplate({ settings: { plans } });
      const found = Object.entries(template.findResources('AWS::ApiGateway::UsagePlan'));
      return new Map(
        found.map(
          ([
            id,
            {
              Properties: { Description: name },
            },
          ]) => [name, id],
        ),
      );
    };
    const before = idsOf({ standard: {}, team: {}, lab: {} });
    expect(idsOf({ lab: {}, team: {}, standard: {} })).toEqual(before);
    for (const left of ['standard', 'team', 'lab']) {
      expect(idsOf({ [left]: {} })).toEqual(new Map([[`Rivulet: ${left}`, before.get(`Rivulet: ${left}`)]]));
    }
  });

  test('open has neither, but the stage still limits the rate', () => {
    const template = buildTemplate({
      settings: { access: 'open', waf: 'declined', throttleRate: 3, throttleBurst: 4 },
    });
    template.resourceCountIs('AWS::ApiGateway::ApiKey', 0);
    template.resourceCountIs('AWS::ApiGateway::UsagePlan', 0);
    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      MethodSettings: [Match.objectLike({ HttpMethod: '*', ThrottlingRateLimit: 3, ThrottlingBurstLimit: 4 })],
    });
  });
});

describe('warnings at synth', () => {
  test('none by default', () => expect(warningsOf({})).toEqual([]));

  test('open access names the cost', () => {
    expect(warningsOf({ access: 'open', waf: 'declined' })).toEqual([
      expect.stringMatching(
        /access is \\"open\\".*cost.*20 requests per second.*There is no firewall.*Set access to \\"key\\", .*\\"oidc\\"/,
      ),
    ]);
    expect(warningsOf({ access: 'open', waf: { ipRate: 77 } })).toEqual([
      expect.stringMatching(
        /access is \\"open\\".*cost.*holds each address to about 77 requests in 5 minutes, but not/,
      ),
    ]);
  });

  test('a budget in dollars names the models that it can’t count, and how to price them', () => {
    const models = { haiku: 'global.anthropic.claude-haiku-5-5', own: 'acme.model-1' };
    const plans = { standard: { budget: { month: { usd: 5, tokens: 1000 } } }, trial: { budget: { day: { usd: 1 } } } };
    expect(warningsOf({ models, plans })).toEqual([
      expect.stringMatching(/plan standard: own; plan trial: own \(.*unlimited\)\. .*tokens only.*\\"prices\\"/),
    ]);
    expect(warningsOf({ models, plans, prices: { own: { input: 1, output: 2 } } })).toEqual([]);
  });

  test('the edge names its idle limit', () => {
    expect(warningsOf({ endpoint: 'edge' })).toEqual([
      expect.stringMatching(/endpoint is \\"edge\\".*silent for 30 s.*before its first byte.*in band/),
    ]);
  });
});

describe('alarms', () => {
  test('watch API errors, function errors, throttles and slow first tokens', () => {
    expect(alarmsOf({}).map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`)).toEqual([
      'AWS/ApiGateway 5XXError',
      'AWS/Lambda Errors',
      'AWS/Lambda Throttles',
      'Rivulet TimeToFirstToken',
    ]);
  });

  test('the one on first tokens reads the metric that the function writes, in milliseconds', () => {
    expect(alarmsOf({ stage: 'prod', ttftAlarmSeconds: 2.5 }).at(-1)).toMatchObject({
      Dimensions: [{ Name: 'service', Value: 'rivulet-prod' }],
      ExtendedStatistic: 'p95',
      Threshold: 2500,
    });
  });

  test('the one on API errors reads this stage of this API', () => {
    expect(alarmsOf({ stage: 'prod' })[0]).toMatchObject({
      Dimensions: [
        { Name: 'ApiName', Value: 'rivulet-prod' },
        { Name: 'Stage', Value: { Ref: expect.stringContaining('Stageprod') } },
      ],
    });
  });

  test('all notify the topic, when there is one', () => {
    expect(alarmsOf({ alarmTopicArn: topic }).map(({ AlarmActions }) => AlarmActions)).toEqual([
      [topic],
      [topic],
      [topic],
      [topic],
    ]);
    expect(alarmsOf({}).map(({ AlarmActions }) => AlarmActions)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('logs', () => {
  test.each([
    ['destroy', 'Delete'],
    ['retain', 'Retain'],
  ])('removalPolicy %s means %s, after the retention that is set', (removalPolicy, policy) => {
    const logGroups = buildTemplate({ settings: { removalPolicy, logRetentionDays: 7 } }).findResources(
      'AWS::Logs::LogGroup',
    );
    expect(Object.values(logGroups)).toMatchObject([
      { DeletionPolicy: policy, Properties: { RetentionInDays: 7 } },
      { DeletionPolicy: policy, Properties: { RetentionInDays: 7 } },
      { DeletionPolicy: policy, Properties: { RetentionInDays: 7 } },
      { DeletionPolicy: policy, Properties: { RetentionInDays: 7 } },
    ]);
  });
});

test('two stages in one app share no name', () => {
  const app = createQuickApp();
  const stacks = ['dev', 'prod'].map((stage) =>
    createStack(app, { settings: { stage, waf: { ipRate: 100 }, dashboard: 'on' } }),
  );
  const templates = stacks.map((stack) => Template.fromStack(stack).toJSON());
  const names = templates.map((template) =>
    Object.values<{ Properties?: Record<string, unknown> }>(template['Resources']).flatMap(({ Properties = {} }) =>
      [
        'Name',
        'StageName',
        'FunctionName',
        'RoleName',
        'LogGroupName',
        'AlarmName',
        'UsagePlanName',
        'DashboardName',
      ].flatMap((key) => (typeof Properties[key] === 'string' ? Properties[key] : [])),
    ),
  );
  const [dev = [], prod = []] = names;
  expect(dev).toEqual(expect.arrayContaining(['rivulet-dev', 'dev']));
  expect(prod.filter((name) => dev.includes(name))).toEqual([]);
});
