import { expect, test } from 'vitest';
import type { Assumption } from '../../local/assumptions/assumption.ts';
import { assumptions } from '../../local/assumptions/assumptions.ts';

const all: readonly Assumption[] = assumptions;

test('each assumption has an id of its own and is written in sentences', () => {
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  for (const { id, claim } of all) {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(claim).toMatch(/^[A-Z][^]*\.$/);
  }
});

test('a documented one names AWS’s page, and one seen in the field says where', () => {
  const awsPage = /^https:\/\/(docs\.)?aws\.amazon\.com\//;
  for (const { id, evidence, reference = '' } of all) {
    if (evidence === 'documented') expect(reference, id).toMatch(awsPage);
    if (evidence === 'seen in the field') expect(reference, id).toMatch(/^https:\/\/|\d{4}$/);
  }
});
