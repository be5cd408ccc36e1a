import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from '../../../../../local/listen-on-loopback.ts';
import {
  findBedrock,
  findWarning,
  toBedrockLines,
} from '../../../../../local/services/bedrock/remote/remote-bedrock.ts';

const region = { name: 'eu-central-1', from: 'AWS_DEFAULT_REGION' };

test.each([
  ['eu-central-1', 'https://bedrock-runtime.eu-central-1.amazonaws.com/'],
  ['cn-north-1', 'https://bedrock-runtime.cn-north-1.amazonaws.com.cn/'],
])('Bedrock of %s is asked at %s', async (name, url) => {
  const bedrock = await findBedrock('aws', {}, { AWS_REGION: name });
  expect(bedrock).toMatchObject({ url: { href: url }, region: { name, from: 'AWS_REGION' } });
});

test('the stand-in is not remote; an endpoint of one’s own is, without a region', async () => {
  expect(await findBedrock('stand-in', {}, {})).toBeUndefined();
  expect(await findBedrock({ url: 'http://127.0.0.1:9' }, {}, {})).toEqual({ url: new URL('http://127.0.0.1:9') });
});

test('what is printed: the region, where it came from, the host, the models', () => {
  const bedrock = { url: new URL('https://bedrock-runtime.eu-central-1.amazonaws.com'), region };
  const models = new Map([
    ['haiku', 'eu.anthropic.haiku'],
    ['nova', 'eu.amazon.nova'],
  ]);
  expect(toBedrockLines(bedrock, models)).toEqual([
    'Bedrock:     eu-central-1, from AWS_DEFAULT_REGION (bedrock-runtime.eu-central-1.amazonaws.com)',
    'Models:      haiku = eu.anthropic.haiku, nova = eu.amazon.nova',
  ]);
});

test('of an endpoint of one’s own the address is printed, and no password in it', () => {
  const [line] = toBedrockLines({ url: new URL('http://me:secret@127.0.0.1:9/v1') }, new Map());
  expect(line).toBe('Bedrock:     http://127.0.0.1:9');
});

test('a reachable Bedrock causes no warning; an unreachable one does, with what to check', async () => {
  const server = createServer();
  onTestFinished(() => void server.close());
  const url = new URL(`http://127.0.0.1:${await listenOnLoopback(server, 0)}`);
  expect(await findWarning({ url, region })).toBeUndefined();
  server.close();
  expect(await findWarning({ url, region })).toBe(
    `Bedrock can't be reached: no connection to ${url.host} (ECONNREFUSED); the region eu-central-1 is from ` +
      'AWS_DEFAULT_REGION. Check that this machine is online, that no firewall is in the way (the function uses no ' +
      'proxy), that Bedrock is offered in eu-central-1.',
  );
});
