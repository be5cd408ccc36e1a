import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { toErrorTemplate } from '../../../lib/api/static/error-body.ts';
import { buildTemplate } from '../synthesize.ts';

const rates = { ipRate: 1000, callerRate: 300 };
const build = (settings: Readonly<Record<string, unknown>>): Template => buildTemplate({ settings });

/** With keys and both rates. */
const template = build({ waf: rates });

const wafTypesOf = (built: Template) =>
  Object.values<{ readonly Type: string }>(built.toJSON()['Resources']).flatMap(({ Type: type }) =>
    type.startsWith('AWS::WAFv2') ? type : [],
  );

function only(built: Template, type: string) {
  const [first] = Object.values(built.findResources(`AWS::WAFv2::${type}`));
  return first?.['Properties'];
}

interface Rule {
  readonly Name: string;
  readonly Action?: { readonly Block: { readonly CustomResponse: CustomResponse } };
  readonly Statement: { readonly RateBasedStatement?: Rate; readonly ManagedRuleGroupStatement?: Group };
}

interface CustomResponse {
  readonly ResponseCode: number;
  readonly ResponseHeaders: readonly { readonly Name: string; readonly Value: string }[];
  readonly CustomResponseBodyKey: string;
}

interface Rate {
  readonly Limit: number;
  readonly AggregateKeyType: string;
  readonly CustomKeys?: readonly { readonly Header: { readonly Name: string } }[];
}

interface Group {
  readonly VendorName: string;
  readonly Name: string;
  readonly RuleActionOverrides?: readonly { readonly Name: string; readonly ActionToUse: object }[];
}

const rulesOf = (built: Template): readonly Rule[] => only(built, 'WebACL').Rules;

describe('where it is', () => {
  test.each([[{}], [{ waf: 'none' }], [{ waf: 'declined' }], [{ access: 'open', waf: 'declined' }]])(
    'with %j nothing of AWS WAF is deployed',
    (settings) => {
      const built = build(settings);
      expect(wafTypesOf(built)).toEqual([]);
      expect(JSON.stringify(built.toJSON())).not.toMatch(/wafv2|aws-waf/i);
    },
  );

  test.each([[{ waf: rates }], [{ access: 'cognito', waf: rates }], [{ access: 'open', waf: { ipRate: 10 } }]])(
    'with %j it stands before the stage, and waits for it',
    (settings) => {
      const built = build(settings);
      built.hasResourceProperties('AWS::WAFv2::WebACL', { Scope: 'REGIONAL', DefaultAction: { Allow: {} } });
      const stages = Object.keys(built.findResources('AWS::ApiGateway::Stage'));
      expect(JSON.stringify(only(built, 'WebACLAssociation').ResourceArn)).toContain(`"Ref":"${stages[0]}"`);
    },
  );

  test('it changes nothing of the API, and so not what is deployed of it', () => {
    const [without, having] = [build({}), template].map((built) =>
      Object.entries<{ readonly Type: string; readonly Properties: object }>(built.toJSON()['Resources']).flatMap(
        ([id, { Type: type, Properties }]) => (type.startsWith('AWS::ApiGateway') ? [[id, Properties]] : []),
      ),
    );
    expect(having).toEqual(without);
  });
});

describe('rates', () => {
  const rateRules = (settings: Readonly<Record<string, unknown>>) =>
    rulesOf(build(settings)).flatMap(({ Name: name, Statement: { RateBasedStatement: rate } }) =>
      rate === undefined
        ? []
        : [[name, rate.AggregateKeyType, rate.CustomKeys?.map(({ Header: header }) => header.Name), rate.Limit]],
    );

  test.each([
    [
      { waf: rates },
      [
        ['ip-rate', 'IP', undefined, 1000],
        ['caller-rate-authorization', 'CUSTOM_KEYS', ['authorization'], 300],
        ['caller-rate-x-api-key', 'CUSTOM_KEYS', ['x-api-key'], 300],
      ],
    ],
    [
      { waf: rates, access: 'cognito' },
      [
        ['ip-rate', 'IP', undefined, 1000],
        ['caller-rate-authorization', 'CUSTOM_KEYS', ['authorization'], 300],
      ],
    ],
    [{ waf: { ipRate: 10 }, access: 'open' }, [['ip-rate', 'IP', undefined, 10]]],
    [{ waf: '{"ipRate": 20}' }, [['ip-rate', 'IP', undefined, 20]]],
  ])('of %j, over 5 minutes: each credential by a rule of its own', (settings, expected) => {
    expect(rateRules(settings)).toEqual(expected);
  });

  test('another spelling of a credential counts with the first', () => {
    const [, byToken] = rulesOf(template);
    expect(byToken?.Statement.RateBasedStatement).toMatchObject({
      EvaluationWindowSec: 300,
      CustomKeys: [
        {
          Header: {
            TextTransformations: [
              { Priority: 0, Type: 'LOWERCASE' },
              { Priority: 1, Type: 'COMPRESS_WHITE_SPACE' },
            ],
          },
        },
      ],
    });
  });

  test('who sends too much gets 429, when to come back, and the body of the API’s own errors', () => {
    const responses = rulesOf(template).flatMap(({ Action: action }) => action?.Block.CustomResponse ?? []);
    expect(responses).toHaveLength(3);
    for (const response of responses) {
      expect(response.ResponseCode).toBe(429);
      expect(Object.fromEntries(response.ResponseHeaders.map(({ Name, Value }) => [Name, Value]))).toEqual({
        'retry-after': '60',
        'x-should-retry': 'true',
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'retry-after, x-should-retry',
      });
      const { Content, ContentType } = only(template, 'WebACL').CustomResponseBodies[response.CustomResponseBodyKey];
      const { request_id: _, ...own } = JSON.parse(toErrorTemplate('throttled', JSON.parse(Content).error.message));
      const { requestId: __, ...error } = own.error;
      expect(JSON.parse(Content)).toEqual({ ...own, error });
      expect(ContentType).toBe('APPLICATION_JSON');
    }
  });
});

/**
 * Every rule of AWS's common group and of the one for known bad inputs, as AWS listed them in November 2026. AWS ignores a name
 * that it does not know, and the rule blocks.
 */
const awsRules = [
  [
    'NoUserAgent_HEADER',
    'UserAgent_BadBots_HEADER',
    ...['QUERYSTRING', 'Cookie_HEADER', 'BODY', 'URIPATH'].map((part) => `SizeRestrictions_${part}`),
    ...['BODY', 'COOKIE', 'URIPATH', 'QUERYARGUMENTS'].map((part) => `EC2MetaDataSSRF_${part}`),
    ...['QUERYARGUMENTS', 'URIPATH', 'BODY'].map((part) => `GenericLFI_${part}`),
    ...['URIPATH', 'QUERYARGUMENTS'].map((part) => `RestrictedExtensions_${part}`),
    ...['QUERYARGUMENTS', 'BODY', 'URIPATH'].map((part) => `GenericRFI_${part}`),
    ...['COOKIE', 'QUERYARGUMENTS', 'BODY', 'URIPATH'].map((part) => `CrossSiteScripting_${part}`),
  ],
  [
    ...['HEADER', 'BODY', 'URIPATH', 'QUERYSTRING'].map((part) => `JavaDeserializationRCE_${part}`),
    'Host_localhost_HEADER',
    'PROPFIND_METHOD',
    'ExploitablePaths_URIPATH',
    ...['HEADER', 'QUERYSTRING', 'BODY', 'URIPATH'].map((part) => `Log4JRCE_${part}`),
    'ReactJSRCE_BODY',
  ],
];

describe('AWS’s rules', () => {
  const groups = rulesOf(template).flatMap(({ Statement: { ManagedRuleGroupStatement: group } }) => group ?? []);

  test('are those for addresses, the common ones and known bad inputs; none for SQL', () => {
    expect(groups.map(({ VendorName, Name }) => `${VendorName} ${Name}`)).toEqual([
      'AWS AWSManagedRulesAmazonIpReputationList',
      'AWS AWSManagedRulesCommonRuleSet',
      'AWS AWSManagedRulesKnownBadInputsRuleSet',
    ]);
  });

  test('only count what they find in a prompt: in the body or the query', () => {
    const counted = groups.flatMap(({ RuleActionOverrides: rules = [] }) => rules);
    expect(counted.every(({ ActionToUse: action }) => JSON.stringify(action) === '{"Count":{}}')).toBe(true);
    const names = groups.map(({ RuleActionOverrides: rules = [] }) => rules.map(({ Name }) => Name).toSorted());
    const readsPrompt = (rule: string) =>
      /_(BODY|QUERYARGUMENTS|QUERYSTRING)$/.test(rule) || rule === 'NoUserAgent_HEADER';
    expect(names).toEqual([[], ...awsRules.map((rules) => rules.filter(readsPrompt).toSorted())]);
  });
});

describe('no prompt and no credential is stored', () => {
  test('every header, cookie, query and body is replaced, also in what a rate counted and what a rule found', () => {
    const { DataProtections: protections } = only(template, 'WebACL').DataProtectionConfig;
    expect(protections).toEqual(
      ['SINGLE_HEADER', 'SINGLE_COOKIE', 'SINGLE_QUERY_ARGUMENT', 'QUERY_STRING', 'BODY'].map((FieldType) => ({
        Action: 'SUBSTITUTION',
        Field: { FieldType },
      })),
    );
  });

  test('no rule keeps samples of requests', () => {
    const acl = only(template, 'WebACL');
    for (const { VisibilityConfig: visibility } of [acl, ...acl.Rules]) {
      expect(visibility).toMatchObject({ SampledRequestsEnabled: false, CloudWatchMetricsEnabled: true });
    }
  });

  test('the log leaves out credentials and the query by name, too, and has only what was blocked or counted', () => {
    expect(only(template, 'LoggingConfiguration')).toMatchObject({
      RedactedFields: [
        { SingleHeader: { Name: 'authorization' } },
        { SingleHeader: { Name: 'x-api-key' } },
        { SingleHeader: { Name: 'x-amz-security-token' } },
        { SingleHeader: { Name: 'cookie' } },
        { QueryString: {} },
      ],
      LoggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'].map((Action) => ({ ActionCondition: { Action } })),
          },
        ],
      },
    });
  });
});

describe('the log group', () => {
  test.each([
    ['destroy', 'Delete'],
    ['retain', 'Retain'],
  ])(
    'has the name that AWS WAF asks for, and with removalPolicy %s is treated as the others',
    (removalPolicy, policy) => {
      build({ stage: 'prod', waf: rates, removalPolicy, logRetentionDays: 7 }).hasResource('AWS::Logs::LogGroup', {
        DeletionPolicy: policy,
        Properties: { LogGroupName: 'aws-waf-logs-rivulet-prod', RetentionInDays: 7 },
      });
    },
  );

  test('is named by its ARN without an asterisk', () => {
    const [destination] = only(template, 'LoggingConfiguration').LogDestinationConfigs;
    expect(destination).toEqual({
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          ':logs:',
          { Ref: 'AWS::Region' },
          ':',
          { Ref: 'AWS::AccountId' },
          ':log-group:',
          { Ref: expect.stringMatching(/^FirewallLog/) },
        ],
      ],
    });
  });
});
