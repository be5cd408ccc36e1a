import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { type FailureKind, failures } from '../../lambda/chat/failure.ts';
import { toErrorBody } from '../api/static/error-body.ts';

const kind = 'throttled' satisfies FailureKind;

const message = 'Too many requests in the last 5 minutes: try again in a minute.';

/** AWS WAF checks the rate every few seconds, over 5 minutes. OpenAI's SDK waits for no longer than a minute. */
const headers = {
  'retry-after': '60',
  'x-should-retry': String(failures[kind].retryable),
  // Every page may read it: nothing in it is anybody's.
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after, x-should-retry',
};

const bodyKey = 'too-many-requests';

export const customResponseBodies: Readonly<Record<string, CfnWebACL.CustomResponseBodyProperty>> = {
  [bodyKey]: { contentType: 'APPLICATION_JSON', content: toErrorBody(kind, message) },
};

/**
 * Blocks with 429 where AWS WAF itself would say 403, which tells a client not to try again. It takes precedence over the
 * API's gateway responses.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-for-blocked-requests.html
 */
export const refuseForNow: CfnWebACL.RuleActionProperty = {
  block: {
    customResponse: {
      responseCode: failures[kind].status,
      customResponseBodyKey: bodyKey,
      responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
    },
  },
};
