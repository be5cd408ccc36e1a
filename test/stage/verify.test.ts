import http from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { assumptions } from '../../local/assumptions/assumptions.ts';
import { listenOnLoopback } from '../../local/listen-on-loopback.ts';
import { checks } from '../../local/verify/checks.ts';
import { verify } from '../../local/verify/verify.ts';
import { gather } from '../fixtures/answers/gather.ts';
import { domainIn } from '../fixtures/domain-setting.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';
import { tokenOf } from '../fixtures/token-of.ts';

let stage: TestStage | undefined;
afterEach(() => stage?.close());

test('the local stage does what it assumes AWS does', async () => {
  stage = await startTestStage({ models: { slow: 'local.slow' }, defaultModel: 'slow', webPage: 'api' });
  const verdicts = await gather(verify({ url: stage.url, apiKey: stage.apiKey }));
  expect(verdicts).toHaveLength(assumptions.length);
  expect(verdicts.filter(({ verdict }) => verdict === 'refuted')).toEqual([]);
  const asked = verdicts.filter(({ verdict }) => verdict === 'confirmed').map(({ assumption }) => assumption.id);
  expect(asked.toSorted()).toEqual(Object.keys(checks).toSorted());
});

test('nothing is refuted where people sign in', async () => {
  const settings = { access: 'cognito', models: { slow: 'local.slow' }, defaultModel: 'slow', webPage: 'api' };
  stage = await startTestStage(settings);
  const verdicts = await gather(verify({ url: stage.url, apiKey: await tokenOf(stage.url, 'alice') }));
  expect(verdicts.filter(({ verdict }) => verdict === 'refuted')).toEqual([]);
});

test('behind a domain of its own nothing is refuted, and no other stage is looked for', async () => {
  const domain = domainIn('us-east-1');
  stage = await startTestStage({ domain, models: { slow: 'local.slow' }, defaultModel: 'slow', webPage: 'api' });
  const verdicts = await gather(verify({ url: stage.url, apiKey: stage.apiKey }));
  expect(verdicts.filter(({ verdict }) => verdict === 'refuted')).toEqual([]);
  const untested = verdicts.filter(({ verdict }) => verdict === 'not tested').map(({ assumption }) => assumption.id);
  expect(untested).toContain('unknown-stage-403');
});

test('what an open deployment can’t show is not checked', async () => {
  stage = await startTestStage({
    access: 'open',
    waf: 'declined',
    models: { slow: 'local.slow' },
    defaultModel: 'slow',
  });
  const verdicts = await gather(verify({ url: stage.url, apiKey: undefined }));
  expect(verdicts.filter(({ verdict }) => verdict === 'refuted')).toEqual([]);
});

test('something on the way that buffers the answer is detected', async () => {
  stage = await startTestStage({
    access: 'open',
    waf: 'declined',
    models: { slow: 'local.slow' },
    defaultModel: 'slow',
  });
  const { url } = stage;
  const gatherAll = async (request: http.IncomingMessage, response: http.ServerResponse) => {
    const { url: path = '', method = 'GET', headers } = request;
    const asked = await text(request);
    const init = { method, headers: { accept: headers.accept ?? '*/*' }, ...(asked !== '' && { body: asked }) };
    const answer = await fetch(new URL(`/dev${path}`, url), init);
    const body = await answer.text();
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(body);
  };
  const proxy = http.createServer((request, response) => void gatherAll(request, response));
  const port = await listenOnLoopback(proxy, 0);
  const verdicts = await gather(verify({ url: `http://127.0.0.1:${port}/`, apiKey: undefined }));
  proxy.close();
  const refuted = verdicts.filter(({ verdict }) => verdict === 'refuted').map(({ assumption }) => assumption.id);
  expect(refuted).toEqual(expect.arrayContaining(['headers-before-content', 'chunks-in-step']));
});

test.each([
  ['a wrong key', 'wrong', 'status 401'],
  ['no such stage', '../nowhere/', 'status 403'],
])('%s says nothing about AWS', async (_name, wrong, message) => {
  stage = await startTestStage();
  const isPath = wrong.endsWith('/');
  const target = { url: isPath ? new URL(wrong, stage.url).href : stage.url, apiKey: isPath ? stage.apiKey : wrong };
  await expect(gather(verify(target))).rejects.toThrow(message);
});

test('a deployment that is not there says nothing about AWS either', async () => {
  await expect(gather(verify({ url: 'http://127.0.0.1:1/', apiKey: undefined }))).rejects.toThrow('fetch failed');
});
