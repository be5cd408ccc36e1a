import { expect, test } from 'vitest';
import { isAllowed, policySchema } from '../../../../local/gateway/access/policy.ts';

const arn = 'arn:aws:execute-api:us-east-1:123456789012:api/dev/POST/chat';
const statement = (Effect: string, Resource: unknown, Action: unknown = 'execute-api:Invoke'): unknown => ({
  Effect,
  Resource,
  Action,
});

test.each([
  ['the method itself', [statement('Allow', arn)], true],
  ['the whole stage', [statement('Allow', 'arn:aws:execute-api:*:*:api/dev/*')], true],
  ['one of several resources', [statement('Allow', ['other', arn])], true],
  ['a single unknown character', [statement('Allow', arn.replace('chat', 'ch?t'))], true],
  ['every action of the service', [statement('Allow', arn, 'execute-api:*')], true],
  ['another method', [statement('Allow', arn.replace('POST', 'GET'))], false],
  ['another action', [statement('Allow', arn, 's3:GetObject')], false],
  ['a deny beside an allow', [statement('Allow', arn), statement('Deny', '*')], false],
  ['nothing at all', [], false],
])('a policy for %s', (_name, Statement, expected) => {
  expect(isAllowed(policySchema.parse({ Statement }), arn)).toBe(expected);
});
