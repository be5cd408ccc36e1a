import { expect, test } from 'vitest';
import { openSession } from '../../../web/sign-in/session.ts';
import { toSignedApi } from '../../../web/sign-in/signed-api.ts';
import { client, type FakeTab, grant, openFakeTab, refuse } from './fake-tab.ts';

const open = (tab: FakeTab, refresh?: string) => {
  if (refresh !== undefined) tab.stored.set(`rivulet.refresh ${client.place}`, refresh);
  const session = openSession(client, { kind: 'none' });
  return { session, api: toSignedApi('https://example.com/dev/', session) };
};
const good = () => Response.json({ data: [] });
const tokens = ({ sent }: FakeTab) => sent.map(({ headers }) => headers.get('authorization'));

test('a request has the token, its own headers, and no key', async () => {
  const tab = openFakeTab();
  tab.answers.push(grant('a1', 'r2'), good);
  await open(tab, 'r1').api('chat', { method: 'POST', headers: { accept: 'text/event-stream' } });
  expect(tab.sent[1]?.url).toBe('https://example.com/dev/chat');
  expect(Object.fromEntries(tab.sent[1]?.headers ?? [])).toEqual({
    authorization: 'Bearer a1',
    accept: 'text/event-stream',
  });
});

test('a refused token is renewed, once', async () => {
  const tab = openFakeTab();
  tab.answers.push(grant('a1', 'r2'), refuse(401), grant('a2', 'r3'), good);
  const { api, session } = open(tab, 'r1');
  expect((await api('v1/models')).status).toBe(200);
  expect(tokens(tab)).toEqual([null, 'Bearer a1', null, 'Bearer a2']);
  expect(session.state()).toEqual({ isIn: true });
});

test('after the second refusal, the person must sign in', async () => {
  const tab = openFakeTab();
  tab.answers.push(grant('a1', 'r2'), refuse(401), grant('a2', 'r3'), refuse(401));
  const { api, session } = open(tab, 'r1');
  expect((await api('v1/models')).status).toBe(401);
  expect(session.state()).toEqual({ isIn: false, refusal: { kind: 'over' } });
});

test('when the token can’t be renewed, the first refusal stands', async () => {
  const tab = openFakeTab();
  tab.answers.push(grant('a1', 'r2'), refuse(401), refuse(400));
  const { api, session } = open(tab, 'r1');
  expect((await api('v1/models')).status).toBe(401);
  expect(session.state()).toEqual({ isIn: false, refusal: { kind: 'over' } });
});

test('nothing is sent while nobody is signed in', async () => {
  const tab = openFakeTab();
  const { api } = open(tab);
  const answer = await api('v1/models');
  expect([answer.status, await answer.json()]).toEqual([401, { error: { kind: 'unauthenticated' } }]);
  expect(tab.sent).toEqual([]);
});

test('other refusals are the API’s own', async () => {
  const tab = openFakeTab();
  tab.answers.push(grant('a1', 'r2'), refuse(403));
  expect((await open(tab, 'r1').api('v1/models')).status).toBe(403);
});
