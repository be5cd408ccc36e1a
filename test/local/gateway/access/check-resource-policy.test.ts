import { describe, expect, test } from 'vitest';
import { checkResourcePolicy } from '../../../../local/gateway/access/check-resource-policy.ts';
import type { ResourcePolicy } from '../../../../local/template/access-model.ts';
import { toLambdaMethod } from '../local-gateway.ts';

type Statement = ResourcePolicy[number];

const open = toLambdaMethod('/chat');
const signed = toLambdaMethod('/chat', {}, { authorizer: { kind: 'AWS_IAM' } });
const everyone: Statement = { effect: 'Allow', isForAnyone: true, methods: '*' };
const others: Statement = { effect: 'Allow', isForAnyone: false, methods: '*' };
const elsewhere: Statement = { effect: 'Deny', isForAnyone: true, methods: '*', unlessThrough: ['vpce-1', 'vpce-2'] };
const preflight: Statement = { ...everyone, methods: '*/OPTIONS/*' };

function isThrough(policy: ResourcePolicy | undefined, method = open, vpcEndpointIds = ['vpce-1'], httpMethod = 'GET') {
  try {
    const api = { stageName: 'dev', vpcEndpointIds, ...(policy && { policy }) };
    checkResourcePolicy(api, method, { httpMethod, path: '/chat' });
    return true;
  } catch {
    return false;
  }
}

describe('a request to a method that asks for nothing', () => {
  test.each<[name: string, policy: ResourcePolicy | undefined, isThrough: boolean]>([
    ['passes without a policy', undefined, true],
    ['passes a policy for everyone', [everyone], true],
    ['needs more than a policy for others', [others], false],
    ['needs more than an empty policy', [], false],
    ['passes through an endpoint of the deny', [everyone, elsewhere], true],
    ['needs an allow for its own method', [preflight], false],
  ])('%s', (_name, policy, expected) => {
    expect(isThrough(policy)).toBe(expected);
  });
});

test('who has signed needs no allow, but passes no deny', () => {
  expect(isThrough([others], signed)).toBe(true);
  expect(isThrough([others, elsewhere], signed, ['vpce-3'])).toBe(false);
});

test('a deny wins over an allow', () => {
  expect(isThrough([everyone, elsewhere], open, ['vpce-3'])).toBe(false);
  expect(isThrough([everyone, elsewhere], open, [])).toBe(false);
});

test('preflight can be allowed by itself', () => {
  expect(isThrough([others, preflight], open, [], 'OPTIONS')).toBe(true);
});
