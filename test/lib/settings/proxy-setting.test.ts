import { expect, test } from 'vitest';
import { localStageFlag, readSettings } from '../../../lib/settings/read-settings.ts';
import { refusalOf } from './refusal-of.ts';

const url = 'https://agent.example.com/stream';
const arn = 'arn:aws:lambda:eu-central-1:111122223333:function:my-agent';

test('a URL or an ARN alone is short for an object', () => {
  const { proxies } = readSettings({ proxies: `{"/python": "${url}", "/strands": {"to": "${arn}", "seconds": 60}}` });
  expect(proxies).toEqual({ '/python': { to: url, seconds: 900 }, '/strands': { to: arn, seconds: 60 } });
});

test.each([
  [{ python: url }, '/python'],
  [{ '/Python': url }, '/python'],
  [{ '/a/b': url }, '/python'],
  [{ '/python': 'ftp://agent.example.com' }, '/python'],
  [{ '/python': 'https://user:pass@agent.example.com' }, '/python'],
  [{ '/python': 'https://agent.example.com/?a=1' }, '/python'],
  [{ '/python': 'https://agent.example.com/{id}' }, '/python'],
  [{ '/python': "https://agent.example.com/'" }, '/python'],
  [{ '/python': `${arn}:prod` }, '/python'],
  [{ '/python': { to: url, seconds: 901 } }, 'seconds'],
  [{ '/python': { to: url, credential: {} } }, 'credential'],
  [{ '/python': { to: url, credential: { secret: 'a', header: 'x-rivulet-caller' } } }, 'credential.header'],
  [{ '/python': { to: url, credential: { secret: 'a', header: 'host' } } }, 'credential.header'],
  [{ '/python': { to: url, credential: { secret: "a'b" } } }, 'credential'],
])('%j is refused', (proxies, why) => {
  const refusal = refusalOf({ proxies });
  expect(refusal).toContain('proxies: got');
  expect(refusal).toContain(why);
});

test.each([
  [{ '/chat': url }, 'proxies./chat', 'a path that is not one of this API’s own'],
  [{ '/v1': url }, 'proxies./v1', 'a path that is not one of this API’s own'],
  [{ '/web': url }, 'proxies./web', 'a path that is not one of this API’s own'],
  [{ '/conversations': url }, 'proxies./conversations', 'a path that is not one of this API’s own'],
  [{ '/python': 'http://agent.example.com' }, 'proxies./python', 'a URL with https'],
  [{ '/python': 'http://127.0.0.1:8000' }, 'proxies./python', 'a URL with https'],
  [{ '/strands': { to: arn, credential: { secret: 'a' } } }, 'proxies./strands.credential', 'with its own permission'],
])('%j is refused, and says what is allowed', (proxies, name, allowed) => {
  const refusal = refusalOf({ proxies });
  expect(refusal).toContain(`${name}: got`);
  expect(refusal).toContain(allowed);
});

test.each([
  ['http://127.0.0.1:8000/stream', 'accepted'],
  ['http://localhost:8000', 'accepted'],
  ['http://localhost.example.com:8000', 'a URL with https'],
  ['http://10.0.0.1:8000', 'a URL with https'],
])('on the local stage %s is %s', (to, expected) => {
  expect(refusalOf({ proxies: { '/python': to }, [localStageFlag]: true })).toContain(expected);
});
