import { expect, test } from 'vitest';
import type { RequestRecord } from '../../lambda/observe/request-record.ts';
import { buildTemplate } from '../lib/synthesize.ts';
import { reportOf } from '../fixtures/report-of.ts';
import { readDoc, tableRows } from './markdown.ts';

const doc = readDoc('docs/operating.md');
const section = (heading: string) => doc.split(`\n${heading}\n`)[1]?.split(/\n#+ /)[0] ?? '';

function alarmsOf(settings: object): readonly string[] {
  const alarms = buildTemplate({ settings: { ...settings } }).findResources('AWS::CloudWatch::Alarm');
  return Object.keys(alarms).map((id) => id.replace(/^Alarms/, '').replace(/[0-9A-F]{8}$/, ''));
}

test('every alarm of a function or a container has a row that says what it means and what to do, and no other has', () => {
  const rows = tableRows(section('### Alarms'));
  expect(rows.filter((row) => row.length !== 3 || row.includes(''))).toEqual([]);
  const named = rows.map(([name = '']) => name.replaceAll('`', ''));
  expect(named.toSorted()).toEqual([...new Set([...alarmsOf({}), ...alarmsOf({ backend: 'container' })])].toSorted());
});

test('every field with a name of OpenTelemetry’s has a row, and each row is such a field', () => {
  const usage = { input: 1, output: 1, total: 2, cacheRead: 1, cacheWrite: 1 };
  const asked: Partial<RequestRecord> = {
    operation: 'converse',
    model: 'haiku',
    servedBy: 'nova',
    timeToFirstTokenMs: 1,
    inputTokens: 1,
    outputTokens: 1,
    usages: [{ model: 'nova', usage }],
  };
  const lines = ['end_turn', 'throttled'].map((endReason) => reportOf({ ...asked, endReason }).line);
  const written = lines.flatMap((line) => Object.keys(line)).filter((name) => /^(gen_ai|error)\./.test(name));
  const told = tableRows(section('## Logs')).flatMap(([names = '']) => names.replaceAll('`', '').split(', '));
  expect(told.toSorted()).toEqual([...new Set(written)].toSorted());
});
