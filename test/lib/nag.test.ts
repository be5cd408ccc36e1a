import { Validations } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { domainIn } from '../fixtures/domain-setting.ts';
import { buildStack, type StackOptions } from './synthesize.ts';

interface Finding {
  readonly id: string;
  readonly resource: string;
}

interface Reason {
  readonly id: string;
  /** The construct that has the reason; it applies to everything below. */
  readonly at: string;
  readonly reason: string;
}

const everyOption: StackOptions = { settings: { alarmTopicArn: 'arn:aws:sns:eu-central-1:123456789012:alarms' } };

const container: StackOptions = { settings: { backend: 'container' } };

const isolated: StackOptions = {
  settings: { backend: 'container', access: 'cognito', container: { network: 'endpoints' } },
};

const firewall: StackOptions = { settings: { waf: { ipRate: 1000, callerRate: 300 } } };

const budgets: StackOptions = { settings: { plans: { standard: { budget: {} } }, cancel: 'on' } };

const recoverable: StackOptions = { settings: { cancel: 'on', table: { recovery: 'on' } } };

const knowledge: StackOptions = {
  settings: {
    knowledge: {
      docs: { model: 'haiku', from: 'create', documents: 'knowledge/' },
      'old.docs': { model: 'haiku', from: { id: 'KB12345678' } },
    },
  },
};

const files: StackOptions = { settings: { files: { bucket: 'create', prefix: 'public/', perCaller: true } } };

const dashboard: StackOptions = { settings: { dashboard: 'on', cancel: 'on', waf: { ipRate: 1000 } } };

const signIn: StackOptions = { settings: { access: 'cognito' } };

const issuerAndDomain: StackOptions = {
  settings: {
    access: 'oidc',
    oidc: { issuer: 'https://login.example.com', audience: 'rivulet' },
    domain: { ...domainIn('eu-central-1'), hostedZone: 'Z0123456789ABC' },
  },
};

const signedAndPrivate: StackOptions = {
  settings: {
    access: 'iam',
    iamCallers: ['222222222222'],
    private: { vpcEndpointIds: ['vpce-0123456789abcdef0'] },
  },
};

afterEach(() => vi.restoreAllMocks());

function findUnexplained(options: StackOptions): readonly Finding[] {
  const { violations } = new AwsSolutionsChecks().validateScope(buildStack(options).node.root);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => ({ id: ruleName, resource: constructPath ?? '' })),
  );
}

/** What cdk-nag finds when nothing is acknowledged. */
function findAll(options: StackOptions): readonly Finding[] {
  vi.spyOn(Validations.prototype, 'acknowledge').mockImplementation(() => {});
  const findings = findUnexplained(options);
  vi.restoreAllMocks();
  return findings;
}

function readReasons(options: StackOptions): readonly Reason[] {
  return buildStack(options)
    .node.findAll()
    .flatMap((construct) =>
      construct.node.metadata
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap(({ data }) =>
          Object.entries<string>(data)
            .map(([id, reason]) => ({
              id: id.replace(/^annotation::/i, ''),
              at: construct.node.path,
              reason,
            }))
            // CDK has a reason of its own, for CloudFormation's checks.
            .filter(({ id }) => id.startsWith('AwsSolutions')),
        ),
    );
}

const explains = (reason: Reason, finding: Finding) =>
  reason.id === finding.id && `${finding.resource}/`.startsWith(`${reason.at}/`);

test.each([
  ['by default', {}],
  ['with every option', everyOption],
  ['at the edge and open', { settings: { endpoint: 'edge', access: 'open', waf: 'declined' } }],
  ['with sign-in', signIn],
  ['with tokens of an issuer, at a domain of its own', issuerAndDomain],
  ['with signatures, on a private endpoint', signedAndPrivate],
  ['with a firewall', firewall],
  ['with a guardrail', { settings: { guardrail: { create: {} } } }],
  ['with budgets and cancel', budgets],
  ['with knowledge', knowledge],
  ['with files', files],
  ['with a dashboard', dashboard],
  ['with a container', container],
  ['with a container and a dashboard', { settings: { backend: 'container', dashboard: 'on' } }],
  ['with a container without the internet', isolated],
  ['with a table that can be recovered', recoverable],
  ['with an existing log role', { settings: { apiGatewayLogRole: 'existing' } }],
] as const)('cdk-nag finds nothing unexplained %s', (_, options) => {
  expect(findUnexplained(options)).toEqual([]);
});

test('a finding without a reason is seen', () => {
  expect(findAll(everyOption).length).toBeGreaterThan(0);
});

describe.each([
  ['every option', everyOption],
  ['sign-in', signIn],
  ['a firewall', firewall],
  ['tokens of an issuer, at a domain of its own', issuerAndDomain],
  ['signatures, on a private endpoint', signedAndPrivate],
  ['a guardrail', { settings: { guardrail: { create: {} } } }],
  ['budgets and cancel', budgets],
  ['knowledge', knowledge],
  ['files', files],
  ['a container', container],
  ['a container without the internet', isolated],
])('with %s', (_name, options) => {
  test('no reason is left over from an old finding', () => {
    const findings = findAll(options);
    expect(readReasons(options).filter((reason) => !findings.some((finding) => explains(reason, finding)))).toEqual([]);
  });

  test('the report of findings and reasons is the committed one', () => {
    const reasons = readReasons(options);
    const report = findAll(options).map((finding) => ({
      ...finding,
      reason: reasons.find((reason) => explains(reason, finding))?.reason,
    }));
    expect(report).toMatchSnapshot();
  });
});

test('a table that can be recovered needs no reason', () => {
  expect(readReasons(recoverable).filter(({ at }) => at.includes('/Storage'))).toEqual([]);
});

test('a finding that no construct explains is unexplained', () => {
  const stack = buildStack();
  new Topic(stack, 'Unexplained');
  const { violations } = new AwsSolutionsChecks().validateScope(stack);
  expect(violations.map(({ ruleName }) => ruleName)).toContain('AwsSolutions-SNS3');
});
