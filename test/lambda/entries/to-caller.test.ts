import { describe, expect, test } from 'vitest';
import { readAccess, toCaller } from '../../../lambda/entries/to-caller.ts';
import { proxyEvent } from '../../fixtures/handling/proxy-event.ts';

const plans = { standard: {}, team: {}, lab: {} };
const access = readAccess(plans, { RIVULET_KEY_PLANS: '{"lab": "key-of-the-lab"}' });

/** What API Gateway found out, on an event of a client that says otherwise wherever it can. */
function callerOf(identity: { apiKeyId?: string | null } | undefined, authorizer?: Record<string, unknown>) {
  const { requestContext } = proxyEvent({
    headers: { 'x-api-key': 'team.the-key-itself', 'x-caller': 'mallory', 'X-Plan': 'lab', authorizer: 'team' },
    query: { plan: ['lab'], caller: ['mallory'], 'identity.apiKeyId': ['key-of-the-lab'] },
    body: { caller: { id: 'mallory' }, plan: 'lab', names: ['opus'], requestContext: { authorizer: { plan: 'lab' } } },
  });
  const known = identity && { identity: { apiKeyId: null, ...identity } };
  return toCaller({ ...requestContext, ...known, ...(authorizer && { authorizer }) }, access);
}

describe('a key', () => {
  test.each<[name: string, apiKeyId: string, authorizer: Record<string, unknown> | undefined, plan: string]>([
    ['of the stack has its plan by its id', 'key-of-the-lab', { plan: 'team' }, 'lab'],
    ['that begins with a plan has that', 'key-2', { plan: 'team' }, 'team'],
    ['that begins with no plan has the first', 'key-3', { principalId: 'key' }, 'standard'],
    ['that begins with a plan that is gone has the first', 'key-4', { plan: 'gone' }, 'standard'],
    ['without an authorizer has the first', 'key-5', undefined, 'standard'],
    ['whose plan is a name of every object has the first', 'key-6', { plan: 'constructor' }, 'standard'],
  ])('%s', (_name, apiKeyId, authorizer, plan) => {
    expect(callerOf({ apiKeyId }, authorizer)).toEqual({ id: apiKeyId, kind: 'key', plan });
  });
});

test.each([[undefined], [{}], [{ apiKeyId: null }], [{ apiKeyId: '' }]])(
  'whoever API Gateway lets through without a key is anyone, whatever else it says: %j',
  (identity) => {
    expect(callerOf(identity, { plan: 'lab' })).toEqual({ id: 'anyone', kind: 'anyone', plan: 'standard' });
  },
);

describe('a person who signed in', () => {
  const signedIn = (claims: Record<string, unknown>) => callerOf({}, { claims: { sub: 'a-uuid', ...claims } });

  test.each<[groups: string | undefined, plan: string]>([
    [undefined, 'standard'],
    ['', 'standard'],
    ['team', 'team'],
    ['readers,lab', 'lab'],
    ['lab,team', 'team'],
    ['teams,Team,te am', 'standard'],
    ['constructor', 'standard'],
  ])('in the groups %j has the plan %s: the first in the settings that is one of them', (groups, plan) => {
    expect(signedIn({ 'cognito:groups': groups })).toMatchObject({ kind: 'cognito', plan });
  });

  test('has an id that stays, whatever their name, and that is not their subject', () => {
    const { id } = signedIn({ username: 'ada' });
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(signedIn({ username: 'eve', email: 'eve@example.com' }).id).toBe(id);
    expect(signedIn({ sub: 'another' }).id).not.toBe(id);
  });

  test('is not the key that came with the request', () => {
    const caller = callerOf({ apiKeyId: 'key-of-the-lab' }, { claims: { sub: 'a-uuid' } });
    expect(caller).toMatchObject({ kind: 'cognito', plan: 'standard' });
  });
});
