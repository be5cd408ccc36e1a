import { expect, test } from 'vitest';
import { isAllowed, policySchema } from '../../../../local/gateway/access/policy.ts';

const arn = 'arn:aws:execute-api:us-east-1:123456789012:api/dev/POST/chat';
const now = Date.parse('2026-11-27T06:00:00Z');
const statement = (Effect: string, Resource: unknown, Action: unknown = 'execute-api:Invoke'): unknown => ({
  Effect,
  Resource,
  Action,
});
const until = (date: string): unknown => ({
  Effect: 'Allow',
  Resource: arn,
  Action: 'execute-api:Invoke',
  Condition: { DateLessThan: { 'aws:CurrentTime': date } },
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
  ['a time that has not come', [until('2026-11-27T06:00:01Z')], true],
  ['a time that is over', [until('2026-11-27T06:00:00Z')], false],
  ['nothing at all', [], false],
])('a policy for %s', (_name, Statement, expected) => {
  expect(isAllowed(policySchema.parse({ Statement }), arn, now)).toBe(expected);
});

test.each([
  [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
  [{ DateLessThan: { 'aws:CurrentTime': 'soon' } }],
  [{ DateLessThan: { 'aws:CurrentTime': '2026-11-27T06:00:00Z', 'aws:TokenIssueTime': '2026-11-27T06:00:00Z' } }],
])('a condition that the stage can’t judge is refused: %j', (Condition) => {
  const Statement = [{ Effect: 'Allow', Resource: arn, Action: 'execute-api:Invoke', Condition }];
  expect(policySchema.safeParse({ Statement }).success).toBe(false);
});
