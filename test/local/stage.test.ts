import { createServer } from 'node:http';
import { Duration } from 'aws-cdk-lib';
import { ResponseTransferMode } from 'aws-cdk-lib/aws-apigateway';
import { describe, expect, onTestFinished, test } from 'vitest';
import { localCredentials } from '../../local/sigv4/signature.ts';
import { listenOnLoopback } from '../../local/listen-on-loopback.ts';
import { startStage, type Stage, type StageOptions } from '../../local/stage.ts';
import { synthesizeSmallStack, type SmallStackProps } from './small-stack.ts';

async function start(props: SmallStackProps = {}, options: Partial<StageOptions> = {}): Promise<Stage> {
  const stage = await startStage({ assembly: synthesizeSmallStack(props), shell: {}, ...options });
  onTestFinished(() => stage.close());
  return stage;
}

const post = (stage: Stage, body: object, key = stage.apiKey ?? ''): Promise<Response> =>
  fetch(`${stage.url}stream`, { method: 'POST', body: JSON.stringify(body), headers: { 'x-api-key': key } });

describe('the stage follows the template', () => {
  test('as it stands: stage name, key, preflight, stream', async () => {
    const stage = await start();
    expect(stage.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/dev\/$/);
    expect((await post(stage, {}, 'wrong')).status).toBe(403);
    expect(await (await post(stage, {})).text()).toBe('one two three');
    const preflight = await fetch(`${stage.url}stream`, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('another transfer mode: the same function, buffered, loses its body', async () => {
    const stage = await start({ transferMode: ResponseTransferMode.BUFFERED });
    expect(await (await post(stage, {})).text()).toBe('');
  });

  test('another timeout', async () => {
    const stage = await start({ integrationTimeout: Duration.millis(300) });
    expect((await post(stage, { act: 'silent', ms: 900 })).status).toBe(504);
  });

  test('another gateway response', async () => {
    const stage = await start({ unknownPathBody: '{"nothing":"here"}' });
    const response = await fetch(`${stage.url}nowhere`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ nothing: 'here' });
  });
});

test('a stack that reads secrets is told where, and of their values only what it asks for', async () => {
  const secrets = new Map([['tasks/key', 'canary']]);
  const lines: string[] = [];
  const options = { secrets, isVerbose: true, log: (line: string) => lines.push(line) };
  const stage = await start({ actions: ['secretsmanager:GetSecretValue'] }, options);
  const environment: unknown = JSON.parse(await (await post(stage, { act: 'environment' })).text());
  expect(environment).toMatchObject({
    AWS_ENDPOINT_URL_SECRETS_MANAGER: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
  });
  expect(JSON.stringify([environment, lines])).not.toContain('canary');
  expect((await start({}, { secrets })).serviceVariables).not.toHaveProperty('AWS_ENDPOINT_URL_SECRETS_MANAGER');
});

describe('who answers for Bedrock', () => {
  const shell = {
    AWS_ACCESS_KEY_ID: 'AKIDOFTHESHELL',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_BEARER_TOKEN_BEDROCK: 'token',
    AWS_REGION: 'eu-central-1',
    HOME: '/home/someone',
    UNRELATED: 'x',
  };
  const asking = { actions: ['bedrock:InvokeModelWithResponseStream'] };
  const readEnvironment = async (stage: Stage): Promise<Record<string, string>> => {
    const environment: Record<string, string> = JSON.parse(await (await post(stage, { act: 'environment' })).text());
    return environment;
  };

  test('the stand-in, with credentials of its own and nothing of the shell', async () => {
    const environment = await readEnvironment(await start(asking, { shell }));
    expect(environment).toMatchObject({
      STACK: 'Small',
      AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
    expect(Object.keys(environment)).not.toContain('AWS_BEARER_TOKEN_BEDROCK');
    expect(Object.keys(environment)).not.toContain('HOME');
  });

  test('an endpoint of one’s own, with the shell’s credentials', async () => {
    const environment = await readEnvironment(await start(asking, { shell, bedrock: { url: 'http://127.0.0.1:9' } }));
    expect(environment).toMatchObject({
      AWS_ACCESS_KEY_ID: 'AKIDOFTHESHELL',
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://127.0.0.1:9',
      AWS_REGION: 'us-east-1',
      HOME: '/home/someone',
    });
    expect(Object.keys(environment)).not.toContain('UNRELATED');
  });

  test('an endpoint of one’s own without credentials in the shell still gets signed requests', async () => {
    const environment = await readEnvironment(await start(asking, { bedrock: { url: 'http://127.0.0.1:9' } }));
    expect(environment['AWS_ACCESS_KEY_ID']).toBe(localCredentials.accessKeyId);
  });

  test('Bedrock itself, with the shell’s credentials and the region that was found', async () => {
    const environment = await readEnvironment(await start(asking, { shell, bedrock: 'aws', region: 'eu-west-1' }));
    expect(environment).toMatchObject({
      AWS_BEARER_TOKEN_BEDROCK: 'token',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
    });
    expect(Object.keys(environment)).not.toContain('AWS_ENDPOINT_URL_BEDROCK_RUNTIME');
  });

  test('nobody, if no policy of the stack allows calling it', async () => {
    const environment = await readEnvironment(await start({ actions: ['sns:Publish'] }, { shell }));
    expect(environment).toMatchObject({ AWS_ACCESS_KEY_ID: localCredentials.accessKeyId });
    expect(Object.keys(environment)).not.toContain('AWS_ENDPOINT_URL_BEDROCK_RUNTIME');
  });
});

test('a port in use is a system error, and leaves nothing running', async () => {
  const server = createServer();
  onTestFinished(() => void server.close());
  const port = await listenOnLoopback(server, 0);
  await expect(start({}, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test.each([
  [true, ['START', 'access:']],
  [false, ['START']],
])('verbose %s: the log has %j', async (isVerbose, expected) => {
  const lines: string[] = [];
  const stage = await start({}, { isVerbose, log: (line) => lines.push(line) });
  await (await post(stage, {})).text();
  await stage.close();
  expect(['START', 'access:'].filter((word) => lines.some((line) => line.startsWith(word)))).toEqual(expected);
});

describe('an assembly', () => {
  test('without the stack that is asked for', async () => {
    await expect(start({}, { stack: 'Other' })).rejects.toThrow(/has no stack Other; it has: Small/);
  });
});
