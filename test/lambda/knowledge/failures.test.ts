import { expect, test } from 'vitest';
import { failures } from '../../../lambda/chat/failure.ts';
import { askDocs } from '../../fixtures/knowledge/ask-knowledge.ts';
import { found } from '../../fixtures/knowledge/bedrock.ts';
import { error, failingSearches } from '../../fixtures/knowledge/failing-searches.ts';

// They wait between attempts.
test.concurrent.each(failingSearches)(
  'a search that is %s is refused when it was asked as often as may help',
  async (_, reply, kind, attempts) => {
    const { searched, status } = await askDocs({ replies: [reply] });
    expect([status, searched.length]).toEqual([failures[kind].status, attempts]);
  },
);

test('one that fails once is not noticed', async () => {
  const { status, text } = await askDocs({ replies: ['reset', error(500), found(['Limits', '5 MB'])] });
  expect([status, text]).toEqual([200, expect.stringContaining('"title":"Limits"')]);
});

test('the log knows how many sources there were, and why there are none', async () => {
  const { record } = await askDocs({ replies: [found(['Limits', '5 MB'])] });
  expect(record).toMatchObject({ model: 'docs', sources: 1, endReason: 'end_turn' });
  const knowledge = { whenUnavailable: 'answer' as const };
  const { record: without } = await askDocs({ replies: [error(404, 'ResourceNotFoundException')], knowledge });
  expect(without).toMatchObject({ sources: 0, searchFailure: 'unknown-model', endReason: 'end_turn' });
  const { record: refused } = await askDocs({ replies: [error(404, 'ResourceNotFoundException')] });
  expect(refused).toMatchObject({ status: 404, endReason: 'unknown-model', upstream: 'ResourceNotFoundException' });
});
