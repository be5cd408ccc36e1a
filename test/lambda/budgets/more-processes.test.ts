import { expect, test } from 'vitest';
import { race } from '../../fixtures/budgets/race.ts';
import { start } from '../../local/services/dynamodb/start.ts';

test.each([1, 2, 3])(
  'round %i: of 40 processes that hold 100 of 1,000 tokens each at the same moment, exactly 10 can',
  async (round) => {
    const { url: endpoint } = await start();
    expect(await race({ endpoint, caller: `caller-${round}`, processes: 40, tokens: 100, limit: 1_000 })).toBe(10);
  },
);
