import { BedrockRuntimeClient, CountTokensCommand, ThrottlingException } from '@aws-sdk/client-bedrock-runtime';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { bedrockSources } from '../../../lambda/bedrock/source.ts';
import { anyone } from '../../../lambda/access/caller.ts';
import type { FamilyName } from '../../../lambda/models/families/families.ts';
import { gather } from '../../fixtures/answers/gather.ts';
import { ignored } from '../../fixtures/handling/ignored.ts';
import { modelOf } from '../../fixtures/handling/model.ts';

const bedrock = mockClient(BedrockRuntimeClient);
beforeEach(() => void bedrock.reset());

const count = (family: FamilyName) => {
  const model = modelOf(family);
  const turns = [{ role: 'user', content: [{ kind: 'text', text: 'hi' }] }] as const;
  const outputFormat = { schema: { type: 'object' } };
  const chat = { turns, outputFormat, maxTokens: 9 };
  const sources = bedrockSources(new BedrockRuntimeClient({}), {});
  const { signal } = new AbortController();
  return gather(
    sources['count-tokens']({
      id: 'request-1',
      askedMs: 0,
      caller: anyone,
      operation: 'count-tokens',
      chat,
      model,
      signal,
      note: ignored,
    }),
  );
};

test('a count is an answer that says only its usage, whatever was asked for', async () => {
  bedrock.on(CountTokensCommand).resolves({ inputTokens: 7 });
  expect(await count('claude-4')).toEqual([
    { type: 'message-start' },
    { type: 'usage', model: 'haiku', usage: { input: 7, output: 0, total: 7 } },
    { type: 'message-stop', stop: { kind: 'finished', reason: 'end_turn' } },
  ]);
  const [call] = bedrock.commandCalls(CountTokensCommand);
  expect(call?.args[0].input).toMatchObject({
    modelId: 'foundation-id',
    input: { converse: { messages: [{ role: 'user', content: [{ text: 'hi' }] }] } },
  });
});

test('Bedrock is not asked for a family that it can’t count for', async () => {
  expect(await count('nova')).toMatchObject([{ type: 'failure', failure: { kind: 'invalid-request' } }]);
  expect(bedrock.calls()).toHaveLength(0);
});

test('a count that Bedrock does not send is a failure, not 0', async () => {
  bedrock.on(CountTokensCommand).resolves({});
  expect(await count('claude-4')).toMatchObject([{ type: 'failure', failure: { kind: 'unreadable' } }]);
});

test('a refusal by Bedrock is a failure', async () => {
  bedrock.on(CountTokensCommand).rejects(new ThrottlingException({ message: 'later', $metadata: {} }));
  expect(await count('claude-4')).toMatchObject([{ type: 'failure', failure: { kind: 'throttled' } }]);
});
