import { ConverseCommand, type BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gather } from '../../../../local/services/bedrock/play/gather.ts';
import { startBedrock, type Bedrock } from '../../../../local/services/bedrock/server.ts';
import { createClient } from './clients.ts';

let bedrock: Bedrock;
let client: BedrockRuntimeClient;
beforeAll(async () => {
  bedrock = await startBedrock();
  client = createClient(bedrock.url, 'HTTP/1.1');
});
afterAll(async () => {
  client.destroy();
  await bedrock.close();
});

function converse(scenario: string) {
  const messages = [{ role: 'user' as const, content: [{ text: 'Hello' }] }];
  return client.send(new ConverseCommand({ modelId: `local.${scenario}`, messages }));
}

test.each([
  ['empty', [{ text: '' }], 'end_turn'],
  ['surrogates', [{ text: 'Well done 😀 👍🏽, all of you 👨‍👩!' }], 'end_turn'],
  [
    'tools',
    [
      { text: 'I will look up the weather.' },
      {
        toolUse: { toolUseId: 'tooluse_lisbon', name: 'get_weather', input: { city: 'Lisbon', unit: 'celsius' } },
      },
    ],
    'tool_use',
  ],
  [
    'parallel-tools',
    [
      { toolUse: { toolUseId: 'tooluse_lisbon', name: 'get_weather', input: { city: 'Lisbon' } } },
      { toolUse: { toolUseId: 'tooluse_porto', name: 'get_time', input: { city: 'Porto' } } },
    ],
    'tool_use',
  ],
  [
    'reasoning',
    [
      {
        reasoningContent: {
          reasoningText: { text: 'The user wants a sum. 40 + 2 = 42.', signature: 'RXhhbXBsZVNpZ25hdHVyZQ==' },
        },
      },
      { text: 'The sum is 42.' },
    ],
    'end_turn',
  ],
  [
    'redacted-reasoning',
    [
      { reasoningContent: { redactedContent: new TextEncoder().encode('EncryptedThoughts') } },
      { text: 'The sum is 42.' },
    ],
    'end_turn',
  ],
])('%s arrives as one message', async (scenario, content, stopReason) => {
  const response = await converse(scenario);
  expect(response.output?.message).toMatchObject({ role: 'assistant', content });
  expect(response.stopReason).toBe(stopReason);
  expect(response.usage?.totalTokens).toBeGreaterThan(0);
});

test('citations arrive with the text they belong to', async () => {
  const { output } = await converse('citations');
  const [block] = output?.message?.content ?? [];
  expect(block?.citationsContent?.content).toEqual([
    { text: 'The tide turns twice a day and ships leave with the ebb.' },
  ]);
  expect(block?.citationsContent?.citations?.map(({ title }) => title)).toEqual(['Tides', 'Harbours']);
});

test.each([
  ['refused-throttling', 'ThrottlingException', 429],
  ['midway-throttling', 'ThrottlingException', 429],
  ['midway-validation', 'ValidationException', 400],
  ['midway-model-stream-error', 'ModelStreamErrorException', 424],
  ['midway-service-unavailable', 'ServiceUnavailableException', 503],
  ['midway-internal-server', 'InternalServerException', 500],
  ['midway-error-frame', 'InternalFailure', 500],
  ['midway-truncated', 'InternalServerException', 500],
  ['midway-bad-crc', 'InternalServerException', 500],
])('%s is refused as %s with %i', async (scenario, name, httpStatusCode) => {
  await expect(converse(scenario)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
});

test('a lost connection is lost in Converse, too', async () => {
  await expect(converse('midway-cut')).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('events without messageStop make no response', () => {
  expect(gather([{ event: 'messageStart', data: { role: 'assistant' } }])).toBeUndefined();
});
