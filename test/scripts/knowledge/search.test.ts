import { BedrockAgentRuntimeClient, RetrieveCommand } from '@aws-sdk/client-bedrock-agent-runtime';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { search } from '../../../scripts/knowledge/search.ts';

const runtime = mockClient(BedrockAgentRuntimeClient);
beforeEach(() => runtime.reset());

const run = () => search({ reached: {} }, { id: 'KB1', region: 'eu-west-1' }, '予算?');

test('passages are told with score, place, title and their first words', async () => {
  runtime.on(RetrieveCommand).resolves({
    retrievalResults: [
      {
        content: { text: `# Budgets\n\nA budget\u001B[2J ${'x'.repeat(300)}` },
        location: { type: 'S3', s3Location: { uri: 's3://b/budgets.md' } },
        score: 0.714,
        metadata: { title: 'Budgets' },
      },
      { content: { text: 'A page' }, location: { type: 'WEB' }, score: 0.5 },
    ],
  });
  const { out, isFailed } = await run();
  expect(out[0]).toBe('0.71  s3://b/budgets.md  Budgets');
  expect(out[1]).toMatch(/^ {6}# Budgets A budget\[2J x+$/);
  expect(out[1]).toHaveLength(206);
  expect(out.slice(2)).toEqual(['0.50  a source that is not in S3', '      A page']);
  expect(isFailed).toBe(false);
  expect(runtime.call(0).args[0].input).toMatchObject({ knowledgeBaseId: 'KB1', retrievalQuery: { text: '予算?' } });
  expect(await runtime.call(0).thisValue.config.region()).toBe('eu-west-1');
});

test('that nothing was found is told', async () => {
  runtime.on(RetrieveCommand).resolves({ retrievalResults: [] });
  expect((await run()).out).toEqual(['Nothing was found in the documents.']);
});
