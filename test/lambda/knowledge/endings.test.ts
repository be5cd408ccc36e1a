import { describe, expect, test } from 'vitest';
import { failures } from '../../../lambda/chat/failure.ts';
import { howItEnded, ways, wordFor } from '../../fixtures/endings/how-it-ended.ts';
import { askDocs } from '../../fixtures/knowledge/ask-knowledge.ts';
import { found } from '../../fixtures/knowledge/bedrock.ts';
import { failingSearches } from '../../fixtures/knowledge/failing-searches.ts';

describe.concurrent.each(ways)('$name', (way) => {
  // They wait between attempts.
  test.concurrent.each(failingSearches)(
    'a search that is %s is refused with its true status',
    async (_, reply, kind) => {
      const { status, text, headers, asked } = await askDocs({
        replies: [reply],
        ...way,
        body: way.body('Hi', 'docs'),
      });
      expect(status).toBe(failures[kind].status);
      expect(howItEnded(way, status, text)).toMatch(wordFor(way, kind));
      expect(headers?.['x-should-retry']).toBe(String(failures[kind].retryable));
      expect(text).not.toContain('secret-7');
      expect(asked).toEqual([]);
    },
  );

  test.concurrent.each(failingSearches)('a search that is %s is done without, by setting', async (_, reply) => {
    const knowledge = { whenUnavailable: 'answer' as const };
    const asking = { replies: [reply], knowledge, ...way, body: way.body('Hi', 'docs') };
    const { status, text, headers, asked } = await askDocs(asking);
    expect([status, howItEnded(way, status, text)]).toEqual([200, wordFor(way, 'end_turn')]);
    expect(headers?.['x-rivulet-sources']).toBe('unavailable');
    const [system] = asked[0]?.chat.system?.slice(-1) ?? [];
    expect(system).toMatchObject({ text: expect.stringContaining('cannot be searched right now') });
  });

  test('a search that finds nothing is answered', async () => {
    const { status, text, headers } = await askDocs({ replies: [found()], ...way, body: way.body('Hi', 'docs') });
    expect([status, howItEnded(way, status, text)]).toEqual([200, wordFor(way, 'end_turn')]);
    expect(headers?.['x-rivulet-sources']).toBe('0');
  });
});
