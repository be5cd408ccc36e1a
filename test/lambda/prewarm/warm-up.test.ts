import type { HttpRequest } from '@smithy/core/protocols';
import { beforeAll, expect, test, vi } from 'vitest';
import { openBedrock } from '../../../lambda/bedrock/client.ts';
import type { Config } from '../../../lambda/config.ts';
import { warmUp } from '../../../lambda/prewarm/warm-up.ts';
import { localCredentials } from '../../../local/sigv4/signature.ts';
import { testConfig } from '../../fixtures/handling/config.ts';

const guardrail = { guardrailIdentifier: 'g', guardrailVersion: '1', streamProcessingMode: 'sync' } as const;

const configs: Record<string, Config> = {
  'as it is': testConfig,
  'for an open model': { ...testConfig, defaultModel: 'nova' },
  'with a system prompt and a guardrail': { ...testConfig, systemPrompt: 'Be brief.', guardrail },
  'for an imported model': { ...testConfig, defaultModel: 'own', models: { own: { id: 'arn:aws:bedrock:own' } } },
};

beforeAll(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', localCredentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', localCredentials.secretAccessKey);
});

test.each(Object.entries(configs))(
  'a deployment %s warms up with a whole answer, every event of it',
  async (_, config) => {
    const addressed: HttpRequest[] = [];
    const record = await warmUp(openBedrock(config).client, config, (request) => addressed.push(request), 10_000);
    expect(record).toMatchObject({ status: 200, endReason: 'end_turn', deltas: 2, inputTokens: 1, outputTokens: 1 });
    expect(addressed.map(({ hostname }) => hostname)).toEqual(['bedrock-runtime.us-east-1.amazonaws.com']);
  },
);

test('nothing of a warm-up is written', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await warmUp(openBedrock(testConfig).client, testConfig, () => undefined, 10_000);
  expect(write).not.toHaveBeenCalled();
  write.mockRestore();
});

test('credentials that never come delay it no longer than its limit, and are not used later', async () => {
  const { client } = openBedrock(testConfig);
  const { promise: never, resolve } = Promise.withResolvers<{ accessKeyId: string; secretAccessKey: string }>();
  client.config.credentials = () => never;
  const before = client.middlewareStack.identify();
  expect(await warmUp(client, testConfig, () => undefined, 50)).toMatchObject({ status: 504, endReason: 'deadline' });
  expect(client.middlewareStack.identify()).toEqual(before);
  resolve(localCredentials);
});
