import { describe, expect, test } from 'vitest';
import { openConversations } from '../../../lambda/conversations/conversations.ts';
import { type Fate, faultyTable } from '../../fixtures/table/faulty-table.ts';
import { memoryTable } from '../../fixtures/table/memory-table.ts';

const config = { conversations: { keptMs: 86_400_000, keepMs: 5_000, historyTokens: 1_000 }, maxTurns: 100 };
const turns = ['a', 'b', 'c'].map((text) => ({
  question: [{ role: 'user' as const, content: [{ kind: 'text' as const, text }] }],
  answer: text,
  model: 'haiku',
}));

describe('what is brought and can’t be written whole is not there in part, for whoever brings it again', () => {
  test.each<Fate>(['gone', 'lost'])('a call is %s', async (fate) => {
    const table = memoryTable();
    let calls = 0;
    let bad = 0;
    const faulty = faultyTable(table, () => ((calls += 1) === bad ? fate : 'well'));
    const conversations = openConversations(faulty, config);
    const bring = async () => {
      calls = 0;
      return conversations.import('alice', { title: 'Brought', turns });
    };
    for (let brought: string | undefined; brought === undefined;) {
      bad += 1;
      brought = await bring().catch(() => undefined);
      const { heads } = await openConversations(table, config).list('alice', { limit: 10 });
      expect(heads, `call ${bad}`).toMatchObject(brought === undefined ? [] : [{ id: brought, turns: 3 }]);
    }
    expect(bad, 'each of some calls was the bad one').toBeGreaterThan(9);
  });
});
