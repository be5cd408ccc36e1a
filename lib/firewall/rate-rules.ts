import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Rates } from '../settings/rows/parts/access/waf-setting.ts';
import type { Settings } from '../settings/settings.ts';
import { credentialOf } from './credential.ts';

/** Looking back from each moment. One of the lengths that AWS allows, and its default. */
const evaluationWindowSec = 300;

/** One spelling: `bearer KEY` counts with `Bearer  KEY`. */
const textTransformations = ['LOWERCASE', 'COMPRESS_WHITE_SPACE'].map((type, priority) => ({ type, priority }));

/**
 * By rule name. One rule for each header that may carry a credential: with several keys in one rule, only requests with all
 * of these headers would be counted. A request without the header is not counted by its rule.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-aggregation-options.html
 */
export function toRateRules(
  { ipRate, callerRate }: Rates,
  access: Settings['access'],
): Readonly<Record<string, CfnWebACL.RateBasedStatementProperty>> {
  const byAddress = { 'ip-rate': { aggregateKeyType: 'IP', limit: ipRate, evaluationWindowSec } };
  const credential = credentialOf[access];
  if (callerRate === undefined || !('headers' in credential)) return byAddress;
  return {
    ...byAddress,
    ...Object.fromEntries(
      credential.headers.map((name) => [
        `caller-rate-${name}`,
        {
          aggregateKeyType: 'CUSTOM_KEYS',
          customKeys: [{ header: { name, textTransformations } }],
          limit: callerRate,
          evaluationWindowSec,
        },
      ]),
    ),
  };
}
