import { createServer } from 'node:http';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { mcp } from '../../../../lambda/agents/mcp/mcp.ts';
import { openTools } from '../../../../lambda/agents/mcp/open-tools.ts';
import { listenOnLoopback } from '../../../../local/listen-on-loopback.ts';
import { checkSignature } from '../../../../local/sigv4/signature.ts';
import { callTools, resultsOf } from '../../../fixtures/mcp/call-tools.ts';
import { testHost } from '../../../fixtures/mcp/host.ts';
import { startSecrets } from '../../../fixtures/mcp/secrets.ts';
import { startTestServer } from '../../../fixtures/mcp/test-server.ts';

const add = { name: 'add', input: { one: 17, other: 25 } };
const tools = ['add'];

describe('a header whose value is a secret', () => {
  test('goes with each request, and the secret is fetched once in an environment, for all servers that name it', async () => {
    const secrets = await startSecrets({ shared: 'canary-key' });
    const running = await startTestServer({ guard: ({ headers }) => headers['x-api-key'] === 'canary-key' });
    const auth = { header: 'X-Api-Key', secret: 'shared' };
    const servers = [mcp({ url: running.url, auth, tools }), mcp({ url: running.url, auth, tools })] as const;
    const [asked] = await Promise.all(servers.map((server) => callTools(server, [add])));
    expect(resultsOf(asked!)).toEqual(['42']);
    expect(secrets.asked).toEqual(['shared']);
    expect(JSON.stringify(asked)).not.toContain('canary');
  });

  test('never arrives where a server sends to', async () => {
    await startSecrets({ redirected: 'canary-key' });
    const arrived: unknown[] = [];
    const elsewhere = createServer(({ headers }, response) => void response.end(arrived.push(headers)));
    const port = await listenOnLoopback(elsewhere, 0);
    onTestFinished(() => void elsewhere.close());
    const running = await startTestServer();
    const server = mcp({ url: running.url, auth: { header: 'x-api-key', secret: 'redirected' }, tools });
    for (const status of [301, 302, 303, 307, 308]) {
      running.fault = (_message, response) =>
        Boolean(response.writeHead(status, { location: `http://127.0.0.1:${port}/mcp` }).end());
      await expect(openTools([server], testHost())).rejects.toMatchObject({ kind: 'tools-unavailable' });
    }
    expect([running.seen[0]?.headers['x-api-key'], arrived]).toEqual(['canary-key', []]);
  });

  test('that the server refuses makes a question fail, in words that do not hold it', async () => {
    await startSecrets({ refused: 'canary-key' });
    const running = await startTestServer({ guard: () => false });
    const server = mcp({ url: running.url, auth: { header: 'x-api-key', secret: 'refused' }, tools });
    const { events, notes } = await callTools(server, []);
    const upstream = `Status401 of ${new URL(running.url).host}`;
    expect(events).toMatchObject([{ type: 'failure', failure: { kind: 'tools-unavailable', details: { upstream } } }]);
    expect(JSON.stringify([events, notes])).not.toContain('canary');
    expect(running.seen).toHaveLength(1);
  });

  test('that can’t be one makes a question fail, in words that do not hold it', async () => {
    await startSecrets({ broken: 'canary\nkey' });
    const running = await startTestServer();
    const server = mcp({ url: running.url, auth: { header: 'x-api-key', secret: 'broken' }, tools });
    const { events, notes } = await callTools(server, []);
    expect(events).toMatchObject([{ type: 'failure', failure: { kind: 'tools-unavailable' } }]);
    expect(JSON.stringify([events, notes])).not.toContain('canary');
  });

  test('that Secrets Manager does not have makes a question fail, and is asked for again by the next', async () => {
    const secrets = await startSecrets({});
    const running = await startTestServer();
    const server = mcp({ url: running.url, auth: { header: 'x-api-key', secret: 'missing' }, tools });
    const upstream = `SecretResourceNotFoundException of ${new URL(running.url).host}`;
    await expect(openTools([server], testHost())).rejects.toMatchObject({
      kind: 'tools-unavailable',
      details: { upstream },
    });
    secrets.set('missing', 'value');
    await openTools([server], testHost());
    expect(running.seen[0]?.headers['x-api-key']).toBe('value');
  });
});

describe('AWS Signature Version 4', () => {
  test.each([
    [{ service: 'bedrock-agentcore' }, 'eu-central-1', ''],
    [{ service: 'execute-api', region: 'us-west-2' }, 'us-west-2', ''],
    [
      { service: 'bedrock-agentcore' },
      'eu-central-1',
      '/runtimes/arn%3Aaws%3Abedrock-agentcore%3Aeu-central-1%3A123456789012%3Aruntime%2Ftools-abc/invocations?qualifier=DEFAULT&b=2&a=x%20y&a=1',
    ],
  ])('%j signs each request, for the region %s and all of its URL%s', async (sigv4, region, path) => {
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    onTestFinished(() => void vi.unstubAllEnvs());
    const now = new Date();
    const problems: unknown[] = [];
    const running = await startTestServer({
      guard: (message) => {
        const problem = checkSignature(message, { service: sigv4.service, region, now });
        problems.push(problem);
        return !problem;
      },
    });
    const server = mcp({ url: `${running.url}${path}`, auth: { sigv4 }, tools });
    expect(resultsOf(await callTools(server, [add]))).toEqual(['42']);
    expect(problems).toEqual([undefined, undefined, undefined, undefined]);
    // What a server tells its sessions apart by is signed, too.
    expect(running.seen.at(-1)?.headers.authorization).toContain('mcp-session-id');
  });

  test('of one server changes nothing of how others are asked', async () => {
    await startSecrets({ signed: 'value' });
    const running = await startTestServer();
    const signedFor = (service: string) => mcp({ url: running.url, auth: { sigv4: { service } }, tools });
    const withSecret = mcp({ url: running.url, auth: { header: 'x-api-key', secret: 'signed' }, tools });
    const host = testHost();
    // The stand-in of Secrets Manager checks for which service it is asked.
    await openTools([signedFor('one'), signedFor('two'), withSecret], host);
    const services = running.seen.map(
      ({ headers }) => /\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '')?.[1],
    );
    expect(new Set(services)).toEqual(new Set(['one', 'two', undefined]));
    const signer = await host.client.config.signer();
    const { HttpRequest } = await import('@smithy/core/protocols');
    const { headers } = await signer.sign(new HttpRequest({ hostname: 'localhost', headers: { host: 'localhost' } }));
    expect(headers['authorization']).toContain('/us-east-1/bedrock/aws4_request');
  });
});
