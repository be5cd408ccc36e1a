import {
  BedrockAgentCoreClient,
  InvokeAgentRuntimeCommand,
  InvokeHarnessCommand,
  StopRuntimeSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import { expect, onTestFinished, test } from 'vitest';
import { openBedrock } from '../../../lambda/bedrock/client.ts';
import { openAgentCore } from '../../../lambda/runtimes/ask/agent-core.ts';
import { toStopRequest } from '../../../lambda/runtimes/ask/to-request.ts';
import { localCredentials } from '../../../local/sigv4/signature.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { events, startAgentCore } from '../../fixtures/runtimes/agent-core.ts';
import { askRuntime, harnessArn, runtime, runtimeArn } from '../../fixtures/runtimes/ask-runtime.ts';

const session = 's'.repeat(36);
const messages = [{ role: 'user' as const, content: [{ text: 'Hi' }] }];

/** AWS's own client, at a server that checks signatures. */
async function start() {
  const server = await startAgentCore(() => events('"Hi"'));
  const client = new BedrockAgentCoreClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: localCredentials,
    maxAttempts: 1,
  });
  onTestFinished(() => (client.destroy(), server.close()));
  return { client, server };
}

test.each([
  ['a runtime', runtimeArn],
  ['a harness', harnessArn],
])(
  '%s is asked, and stopped, at the paths and with the session and body that AWS’s own client sends',
  async (_what, arn) => {
    const { client, server } = await start();
    const qualifier = 'prod';
    if (arn === harnessArn) {
      await client
        .send(new InvokeHarnessCommand({ harnessArn: arn, runtimeSessionId: session, qualifier, messages }))
        .catch(() => undefined);
    } else {
      const payload = Buffer.from(JSON.stringify({ prompt: 'Hi' }));
      await client.send(
        new InvokeAgentRuntimeCommand({ agentRuntimeArn: arn, runtimeSessionId: session, qualifier, payload }),
      );
    }
    const token = '11111111-1111-4111-8111-111111111111';
    await client.send(
      new StopRuntimeSessionCommand({ agentRuntimeArn: arn, runtimeSessionId: session, qualifier, clientToken: token }),
    );

    const ours = await askRuntime(events('"Hi"'), {
      runtime: { arn, qualifier },
      body: { model: 'research', message: 'Hi' },
    });
    expect(ours.invoked[0]?.path).toBe(server.invoked[0]?.path);
    if (arn === harnessArn) expect(ours.invoked[0]?.body).toEqual(server.invoked[0]?.body);
    expect(ours.stopped[0]?.path).toBe(server.stopped[0]?.path);

    const call = openAgentCore(openBedrock(testConfig).client, { arn }, server.url);
    const stop = toStopRequest({ ...runtime, arn, qualifier }, { id: session, isKept: true }, token);
    await call(stop, AbortSignal.timeout(5_000));
    const [theirs, own] = server.stopped;
    expect([own?.path, own?.session, own?.body]).toEqual([theirs?.path, theirs?.session, theirs?.body]);
  },
);
