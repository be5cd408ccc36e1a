import { expect, test } from 'vitest';
import { judge } from '../../../scripts/audit/judge.ts';

const ships = (folder: string) => folder === 'node_modules/zod' || folder === 'node_modules/preact';
const reportOf = (...found: [name: string, severity: string, ...nodes: string[]][]) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      found.map(([name, severity, ...nodes]) => [name, { name, severity, range: '<2', nodes, via: [], effects: [] }]),
    ),
    metadata: { vulnerabilities: {} },
  });

test.each([
  ['nothing is known', reportOf(), 'passed'],
  ['what only tests is vulnerable', reportOf(['vitest', 'critical', 'node_modules/vitest']), 'passed'],
  ['what ships has one of moderate severity', reportOf(['zod', 'moderate', 'node_modules/zod']), 'passed'],
  ['what ships has one of high severity', reportOf(['zod', 'high', 'node_modules/zod']), 'vulnerable'],
  ['the page’s has a critical one', reportOf(['preact', 'critical', 'node_modules/preact']), 'vulnerable'],
  [
    'one of several copies ships',
    reportOf(['zod', 'high', 'node_modules/a/node_modules/zod', 'node_modules/zod']),
    'vulnerable',
  ],
  ['a copy that does not ship is vulnerable', reportOf(['zod', 'high', 'node_modules/a/node_modules/zod']), 'passed'],
])('%s', (_name, json, kind) => {
  expect(judge(json, ships).kind).toBe(kind);
});

test.each([
  [
    'a registry that refuses',
    JSON.stringify({ message: '405 Method Not Allowed', statusCode: 405, error: { summary: '' } }),
  ],
  ['no network', JSON.stringify({ error: { code: 'ENOTFOUND' } })],
  ['nothing', ''],
  ['what is no JSON', 'npm error'],
])('%s is no answer', (_name, json) => {
  expect(judge(json, ships)).toEqual({ kind: 'unanswered' });
});

test('each finding is told with its severity and whether it ships', () => {
  const found = judge(reportOf(['zod', 'high', 'node_modules/zod'], ['vitest', 'low', 'node_modules/vitest']), ships);
  expect(found).toMatchObject({ lines: ['zod <2: high, shipped', 'vitest <2: low, not shipped'] });
});
