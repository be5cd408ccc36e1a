import { describe, expect, test, vi } from 'vitest';
import { openSession } from '../../../web/sign-in/session.ts';
import { client, cutOff, type FakeTab, grant, openFakeTab, refuse } from './fake-tab.ts';

const place = 'rivulet.refresh https://example.com/dev/ web';
const none = { kind: 'none' } as const;
const code = { kind: 'code', code: 'c1', verifier: 'v1' } as const;

/** A tab that was reloaded while it was signed in. */
const signedIn = (): FakeTab => {
  const tab = openFakeTab();
  tab.stored.set(place, 'r1');
  return tab;
};

describe('a sign-in', () => {
  test('exchanges the code with its verifier; of the tokens, only the refresh token is stored', async () => {
    const tab = openFakeTab();
    tab.answers.push(grant('a1', 'r1'));
    const session = openSession(client, code);
    expect(session.state()).toEqual({ isIn: true });
    expect(await session.token()).toBe('a1');
    expect(tab.sent.map(({ url, fields }) => ({ url, fields }))).toEqual([
      {
        url: 'https://sign-in.example.com/oauth2/token',
        fields: {
          client_id: 'web',
          grant_type: 'authorization_code',
          code: 'c1',
          code_verifier: 'v1',
          redirect_uri: 'https://example.com/dev/web',
        },
      },
    ]);
    expect([...tab.stored]).toEqual([[place, 'r1']]);
  });

  test.each([[refuse(400)], [refuse(500)], [cutOff]])('that fails is over, and says so', async (answer) => {
    const tab = signedIn();
    tab.answers.push(answer);
    const session = openSession(client, code);
    // A request that waits for it is not sent.
    expect(await session.token()).toBeUndefined();
    expect(session.state()).toEqual({ isIn: false, refusal: { kind: 'failed' } });
    expect(await session.token()).toBeUndefined();
    expect(tab.sent).toHaveLength(1);
    expect(tab.stored.size).toBe(0);
  });

  test('that is not this tab’s changes nothing but what the person reads', async () => {
    const tab = signedIn();
    const session = openSession(client, { kind: 'foreign' });
    expect(session.state()).toEqual({ isIn: true, refusal: { kind: 'foreign' } });
    session.dismiss();
    expect(session.state()).toEqual({ isIn: true });
    tab.answers.push(grant('a1', 'r2'));
    expect(await session.token()).toBe('a1');
  });
});

describe('a renewal', () => {
  test('is one for all who wait, and its refresh token replaces the old one', async () => {
    const tab = signedIn();
    tab.answers.push(grant('a1', 'r2'));
    const session = openSession(client, none);
    expect(await Promise.all([session.token(), session.token(), session.token()])).toEqual(['a1', 'a1', 'a1']);
    expect(tab.sent.map(({ fields }) => fields)).toEqual([
      { client_id: 'web', grant_type: 'refresh_token', refresh_token: 'r1' },
    ]);
    expect([...tab.stored]).toEqual([[place, 'r2']]);
  });

  test('comes a minute before the end, and not earlier', async () => {
    const tab = signedIn();
    tab.answers.push(grant('a1', 'r2'), grant('a2'));
    const session = openSession(client, none);
    await session.token();
    vi.setSystemTime(3_539_999);
    expect(await session.token()).toBe('a1');
    vi.setSystemTime(3_540_000);
    expect(await session.token()).toBe('a2');
    // It was not rotated.
    expect([...tab.stored]).toEqual([[place, 'r2']]);
  });

  test.each([400, 401])('that is refused with %i ends the session', async (status) => {
    const tab = signedIn();
    tab.answers.push(refuse(status));
    const session = openSession(client, none);
    expect(await session.token()).toBeUndefined();
    expect(session.state()).toEqual({ isIn: false, refusal: { kind: 'over' } });
    expect(tab.stored.size).toBe(0);
  });

  test.each([[cutOff], [refuse(429)], [refuse(503)], [() => Response.json({})]])(
    'that can’t be made rejects, and may be tried again',
    async (answer) => {
      const tab = signedIn();
      tab.answers.push(answer, grant('a1', 'r2'));
      const session = openSession(client, none);
      await expect(session.token()).rejects.toThrow();
      expect(session.state()).toEqual({ isIn: true });
      expect(await session.token()).toBe('a1');
    },
  );

  test('after a refused token is one for all who had it', async () => {
    const tab = signedIn();
    tab.answers.push(grant('a1', 'r2'), grant('a2', 'r3'));
    const session = openSession(client, none);
    await session.token();
    expect(await Promise.all([session.tokenAfter('a1'), session.tokenAfter('a1')])).toEqual(['a2', 'a2']);
    expect(await session.tokenAfter('a1')).toBe('a2');
    expect(tab.sent).toHaveLength(2);
  });
});

test('the end waits for a renewal, and gives the refresh token that came last', async () => {
  const tab = signedIn();
  tab.answers.push(grant('a1', 'r2'));
  const session = openSession(client, none);
  void session.token();
  expect(await session.end()).toEqual({ refresh: 'r2' });
  expect(tab.stored.size).toBe(0);
  expect(session.state()).toEqual({ isIn: false });
  expect(await session.token()).toBeUndefined();
});

test('whoever listens hears the state and each change, until it is enough', async () => {
  signedIn();
  const session = openSession(client, none);
  const heard: boolean[] = [];
  const stop = session.listen(({ isIn }) => heard.push(isIn));
  session.giveUp();
  stop();
  session.dismiss();
  expect(heard).toEqual([true, false]);
});
