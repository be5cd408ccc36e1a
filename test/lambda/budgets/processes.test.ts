import { expect, test } from 'vitest';
import { race } from '../../fixtures/budgets/race.ts';
import { start } from '../../local/services/dynamodb/start.ts';

test('of 6 processes that hold 100 of 300 tokens each at the same moment, exactly 3 can', async () => {
  const { url: endpoint } = await start();
  expect(await race({ endpoint, caller: 'alice', processes: 6, tokens: 100, limit: 300 })).toBe(3);
});
