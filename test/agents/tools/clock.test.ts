import { expect, test } from 'vitest';
import { clock, tellTime } from '../../../agents/tools/clock.ts';
import { ToolError } from '../../../lambda/agents/tool-error.ts';

const now = new Date('2026-11-27T23:30:00Z');

test.each([
  ['UTC', 'Friday, 27 November 2026 at 23:30:00'],
  ['Europe/Lisbon', 'Friday, 27 November 2026 at 23:30:00'],
  ['Asia/Tokyo', 'Saturday, 28 November 2026 at 08:30:00'],
  ['America/New_York', 'Friday, 27 November 2026 at 18:30:00'],
  ['Asia/Kathmandu', 'Saturday, 28 November 2026 at 05:15:00'],
])('the time in %s', (zone, told) => {
  expect(tellTime(now, zone)).toMatch(new RegExp(`^${told} \\S+$`));
});

test('summer time is kept', () => {
  expect(tellTime(new Date('2026-07-01T12:00:00Z'), 'Europe/Lisbon')).toMatch(/13:00:00/);
});

test.each(['', 'Lisbon', 'Europe/Nowhere', 'tomorrow', '../../etc/passwd'])('%j is no zone, and it says so', (zone) => {
  expect(() => tellTime(now, zone)).toThrow(ToolError);
  expect(() => tellTime(now, zone)).toThrow(/no IANA time zone: try one such as Europe\/Lisbon/);
});

test('without a zone it tells the time of now, in UTC', async () => {
  const told = await clock.invoke(JSON.parse('{}'));
  expect(told).toMatch(/UTC$/);
  expect(Math.abs(Date.parse(told.replace(/^\w+, | at/g, '')) - Date.now())).toBeLessThan(60 * 60_000);
});
