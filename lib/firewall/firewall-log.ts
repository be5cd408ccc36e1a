import { ArnFormat, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, type CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { toRemovalPolicy } from '../removal-policy.ts';
import type { Settings } from '../settings/settings.ts';

export interface FirewallLogProps {
  readonly acl: CfnWebACL;
  readonly name: string;
  readonly settings: Pick<Settings, 'logRetentionDays' | 'removalPolicy'>;
}

/**
 * What AWS WAF replaces with REDACTED wherever it stores requests: without keys, every header, cookie and query argument. It
 * also covers the credentials that a rate rule counts (`customValues`) and the pieces of a body that a rule found
 * (`matchedData`); nothing says that redacted fields do.
 *
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_FieldToProtect.html
 */
export const dataProtectionConfig: CfnWebACL.DataProtectionConfigProperty = {
  dataProtections: ['SINGLE_HEADER', 'SINGLE_COOKIE', 'SINGLE_QUERY_ARGUMENT', 'QUERY_STRING', 'BODY'].map(
    (fieldType) => ({ action: 'SUBSTITUTION', field: { fieldType } }),
  ),
};

/** Once more by name, so that a credential or a prompt has two things in its way. */
const redactedFields: CfnLoggingConfiguration.FieldToMatchProperty[] = [
  ...['authorization', 'x-api-key', 'x-amz-security-token', 'cookie'].map((Name) => ({ singleHeader: { Name } })),
  { queryString: {} },
];

/**
 * What a rule blocked or counted. What passed is in the API's access log already, and a line here has more bytes.
 * `EXCLUDED_AS_COUNT` is a rule that would block and was told to count.
 */
const loggingFilter = {
  DefaultBehavior: 'DROP',
  Filters: [
    {
      Behavior: 'KEEP',
      Requirement: 'MEETS_ANY',
      Conditions: ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'].map((Action) => ({ ActionCondition: { Action } })),
    },
  ],
};

/**
 * The log of a firewall. AWS WAF writes only to a group whose name begins with `aws-waf-logs-`, and gives itself the
 * permission to (a resource policy).
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
 */
export class FirewallLog extends Construct {
  constructor(scope: Construct, id: string, { acl, name, settings }: FirewallLogProps) {
    super(scope, id);
    const { logGroupName } = new LogGroup(this, 'Group', {
      logGroupName: `aws-waf-logs-${name}`,
      retention: settings.logRetentionDays,
      removalPolicy: toRemovalPolicy(settings),
    });
    // The group's own ARN attribute ends with `:*`, which AWS WAF's page does not have.
    const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
    const arn = Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: logGroupName,
      arnFormat,
    });
    new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [arn],
      redactedFields,
      loggingFilter,
    });
  }
}
