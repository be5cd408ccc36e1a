import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Rates } from '../settings/rows/parts/access/waf-setting.ts';
import type { Settings } from '../settings/settings.ts';
import { dataProtectionConfig, FirewallLog } from './firewall-log.ts';
import { managedRules } from './managed-rules.ts';
import { toRateRules } from './rate-rules.ts';
import { customResponseBodies, refuseForNow } from './too-many-requests.ts';

export interface FirewallProps {
  readonly api: RestApi;
  /** Of the metrics, and a part of the log group's name. */
  readonly name: string;
  readonly rates: Rates;
  readonly settings: Pick<Settings, 'access' | 'logRetentionDays' | 'removalPolicy'>;
}

/**
 * A web ACL of AWS WAF before the API's stage (decision 34). Rates come first, so that they count every request. What passes
 * all rules reaches the API.
 */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, { api, name, rates, settings }: FirewallProps) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'Acl', {
      description: 'Rivulet: rates by address and by caller, and rules of AWS',
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      rules: toRules(rates, settings.access),
      customResponseBodies,
      dataProtectionConfig,
      visibilityConfig: toVisibility(name),
    });
    // The stage's ARN refers to the stage, so this waits for it.
    new CfnWebACLAssociation(this, 'Association', {
      webAclArn: acl.attrArn,
      resourceArn: api.deploymentStage.stageArn,
    });
    new FirewallLog(this, 'Log', { acl, name, settings });
  }
}

function toRules(rates: Rates, access: Settings['access']): CfnWebACL.RuleProperty[] {
  const rateRules = Object.entries(toRateRules(rates, access)).map(([name, rateBasedStatement]) => ({
    name,
    action: refuseForNow,
    statement: { rateBasedStatement },
  }));
  const groups = Object.entries(managedRules).map(([name, group]) => ({
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: { vendorName: 'AWS', name: group.name, ...toOverrides(group.counted) },
    },
  }));
  return [...rateRules, ...groups].map((rule, priority) => ({
    ...rule,
    priority,
    visibilityConfig: toVisibility(rule.name),
  }));
}

/** Nothing for no rule, instead of an empty list. */
function toOverrides(
  counted: readonly string[] | undefined,
): Pick<CfnWebACL.ManagedRuleGroupStatementProperty, 'ruleActionOverrides'> {
  return counted ? { ruleActionOverrides: counted.map((name) => ({ name, actionToUse: { count: {} } })) } : {};
}

/** Counts in CloudWatch, under `AWS/WAFV2`, and no samples: a sample is a whole request, with its headers. */
function toVisibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}
