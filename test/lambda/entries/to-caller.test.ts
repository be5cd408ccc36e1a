import { describe, expect, test } from 'vitest';
import { type WayIn, waysIn } from '../../../lambda/access/way-in.ts';
import type { ProxyEvent } from '../../../lambda/entries/receive-event.ts';
import { readAccess, toCaller } from '../../../lambda/entries/to-caller.ts';
import { proxyEvent } from '../../fixtures/handling/proxy-event.ts';

const plans = { standard: {}, team: {}, lab: {} };
const accessOf = (wayIn: WayIn) =>
  readAccess({ access: wayIn, plans }, { RIVULET_KEY_PLANS: '{"lab": "key-of-the-lab"}' });

/** What API Gateway found out, on an event of a client that says otherwise wherever it can. */
function callerOf(
  wayIn: WayIn,
  identity: ProxyEvent['requestContext']['identity'],
  authorizer?: Record<string, unknown>,
) {
  const { requestContext } = proxyEvent({
    headers: { 'x-api-key': 'team.the-key-itself', 'x-caller': 'mallory', 'X-Plan': 'lab', authorizer: 'team' },
    query: { plan: ['lab'], caller: ['mallory'], 'identity.apiKeyId': ['key-of-the-lab'] },
    body: { caller: { id: 'mallory' }, plan: 'lab', names: ['opus'], requestContext: { authorizer: { plan: 'lab' } } },
  });
  const known = identity && { identity: { apiKeyId: null, ...identity } };
  return toCaller({ ...requestContext, ...known, ...(authorizer && { authorizer }) }, accessOf(wayIn));
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
    expect(callerOf('key', { apiKeyId }, authorizer)).toEqual({ id: apiKeyId, kind: 'key', plan });
  });
});

describe.each(waysIn)('access %s', (wayIn) => {
  test.each([[undefined], [{}], [{ apiKeyId: null, caller: null }], [{ apiKeyId: '', caller: '' }]])(
    'lets nobody be anyone but where nobody has a name: %j',
    (identity) => {
      const ask = () => callerOf(wayIn, identity, { plan: 'lab', claims: { 'cognito:groups': 'lab' } });
      if (wayIn === 'open') expect(ask()).toEqual({ id: 'anyone', kind: 'anyone', plan: 'standard' });
      else expect(ask).toThrow('API Gateway let a request in and named no caller');
    },
  );

  test('what another way in would say is not listened to', () => {
    const of = {
      key: { kind: 'key', id: 'key-of-the-lab', plan: 'lab' },
      cognito: { kind: 'cognito', plan: 'team' },
      oidc: { kind: 'oidc', id: 'a-caller', plan: 'standard' },
      iam: { kind: 'iam', plan: 'standard' },
      open: { kind: 'anyone', id: 'anyone', plan: 'standard' },
    } satisfies Record<WayIn, object>;
    const caller = callerOf(
      wayIn,
      { apiKeyId: 'key-of-the-lab', accountId: '123456789012', caller: 'AROAEXAMPLE:session' },
      { claims: { sub: 'a-uuid', 'cognito:groups': 'team' }, caller: 'a-caller', plan: 'standard' },
    );
    expect(caller).toMatchObject(of[wayIn]);
  });
});

describe('whoever has a token of an issuer', () => {
  test.each([
    [{ caller: 'a-hash', plan: 'lab' }, 'lab'],
    [{ caller: 'a-hash' }, 'standard'],
    [{ caller: 'a-hash', plan: 'gone' }, 'standard'],
    [{ caller: 'a-hash', plan: 'constructor' }, 'standard'],
  ])('is who the authorizer says, and in that plan: %j', (authorizer, plan) => {
    expect(callerOf('oidc', {}, authorizer)).toEqual({ id: 'a-hash', kind: 'oidc', plan });
  });
});

describe('whoever signs with AWS credentials', () => {
  const signer = (caller: string, accountId = '123456789012') => callerOf('iam', { accountId, caller });

  test('is one caller in all sessions of a role', () => {
    const { id, ...rest } = signer('AROAEXAMPLE:monday');
    expect(rest).toEqual({ kind: 'iam', plan: 'standard' });
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(signer('AROAEXAMPLE:tuesday').id).toBe(id);
  });

  test('is one caller for each federated user, whose name follows the account’s number', () => {
    const ids = [signer('123456789012:ada'), signer('123456789012:eve'), signer('123456789012')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  test('is another one than another role or user, or one of another account', () => {
    const ids = [
      signer('AROAEXAMPLE:s'),
      signer('AROAOTHER:s'),
      signer('AIDAUSER'),
      signer('AIDAUSER', '210987654321'),
    ];
    expect(new Set(ids.map(({ id }) => id)).size).toBe(4);
  });
});

describe('a person who signed in', () => {
  const signedIn = (claims: Record<string, unknown>) =>
    callerOf('cognito', {}, { claims: { sub: 'a-uuid', ...claims } });

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
    const caller = callerOf('cognito', { apiKeyId: 'key-of-the-lab' }, { claims: { sub: 'a-uuid' } });
    expect(caller).toMatchObject({ kind: 'cognito', plan: 'standard' });
  });
});
