import { describe, expect, test } from 'vitest';
import { familyNames } from '../../lambda/models/families/find-family.ts';
import { failures } from '../../lambda/chat/failure.ts';
import { schema } from '../../lib/settings/settings.ts';
import { newGuardrail } from '../../lib/settings/rows/parts/guardrail/new-guardrail.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { withSettingTables } from '../../scripts/write-docs.ts';
import type { Assumption } from '../../local/assumptions/assumption.ts';
import { assumptions } from '../../local/assumptions/assumptions.ts';
import { checks } from '../../local/verify/checks.ts';
import { codeBlocks, readDoc, tableRows } from './markdown.ts';

describe('docs/settings.md', () => {
  const allRows = tableRows(readDoc('docs/settings.md'));
  /** Those of settings have a fourth cell. */
  const rows = allRows.filter(({ length }) => length === 4);

  test('has the tables that npm run docs writes', () => {
    expect(withSettingTables(readDoc('docs/settings.md'))).toBe(readDoc('docs/settings.md'));
  });

  test('has a row for every setting, and no other row', () => {
    expect(rows.map(([name = '']) => name.replaceAll('`', '')).toSorted()).toEqual(
      Object.keys(schema.shape).toSorted(),
    );
  });

  test('has a row for every part of a new guardrail', () => {
    const parts = allRows.filter(({ length }) => length === 3).flatMap(([names = '']) => names.split(', '));
    const { shape } = newGuardrail.unwrap();
    expect(parts.map((name) => name.replaceAll('`', '')).toSorted()).toEqual(Object.keys(shape).toSorted());
  });

  test('lists every family', () => {
    const [, told = ''] = readDoc('docs/settings.md').split('### What a model takes');
    const families = told.split('\n').flatMap((line) => /^\|[^|]+\| (`[^|]+) \|/.exec(line)?.[1]?.split(', ') ?? []);
    expect(families.map((name) => name.replaceAll('`', ''))).toEqual(expect.arrayContaining([...familyNames]));
  });

  test('shows every default correctly, and the edge’s where it has its own', () => {
    const {
      defaultModel: _first,
      models: _short,
      endpoint: _chosen,
      webPage: _byAccess,
      splits: _ofModels,
      ...defaults
    } = readSettings({});
    const atEdge = new Map<string, unknown>(Object.entries(readSettings({ endpoint: 'edge' })));
    const toCode = (value: unknown) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
    for (const [name, value] of Object.entries(defaults)) {
      const shown = new Set([toCode(value), toCode(atEdge.get(name))]);
      const cell = rows.find(([first]) => first === `\`${name}\``)?.[1];
      expect(cell, name).toBe([...shown].join('; at the edge '));
    }
  });

  test('its examples are allowed', () => {
    const examples = codeBlocks(readDoc('docs/settings.md'), 'json').map((example) =>
      readSettings(JSON.parse(example)),
    );
    expect(examples.flatMap(({ guardrail }) => (guardrail ? Object.keys(guardrail).join() : []))).toEqual([
      'create,mode',
      'id,version,mode',
    ]);
    const others = examples.filter(({ guardrail }) => !guardrail);
    expect(others.map(({ models, corsOrigins }) => [Object.keys(models), corsOrigins])).toEqual([
      [['haiku', 'nova', 'cheap', 'billed-to-team-a'], '*'],
      [['haiku', 'haiku-us', 'nova'], '*'],
      [['haiku', 'nova'], '*'],
      [['haiku'], ['https://app.example.com', 'http://localhost:3000']],
    ]);
  });
});

test('docs/protocols.md lists every kind of failure that a client can meet, with its status', () => {
  const errors = readDoc('docs/protocols.md').split('### Errors')[1]?.split('\n## ')[0] ?? '';
  const listed = Object.fromEntries(
    tableRows(errors).map(([kind = '', status]) => [kind.replaceAll('`', ''), Number(status)]),
  );
  const { reconnect: _answered204, ...kinds } = failures;
  for (const [kind, { status }] of Object.entries(kinds)) expect(listed[kind], kind).toBe(status);
  expect(Object.keys(listed).toSorted()).toEqual(Object.keys(kinds).toSorted());
});

test('docs/local-stage.md lists every assumption about AWS, with its source, and no other', () => {
  const toSource = ({ evidence, reference }: Assumption) => {
    if (reference === undefined) return evidence;
    if (!reference.startsWith('https://')) return `${evidence}: ${reference}`;
    return evidence === 'undocumented' ? `undocumented; [nearest](${reference})` : `[${evidence}](${reference})`;
  };
  const rows = assumptions.map((assumption) => {
    const asked = Object.hasOwn(checks, assumption.id) ? 'yes' : 'no';
    return `| \`${assumption.id}\` | ${assumption.claim} | ${toSource(assumption)} | ${asked} |`;
  });
  const table = readDoc('docs/local-stage.md').split('| assumption |')[1] ?? '';
  expect(table.split('\n').filter((line) => line.startsWith('| `'))).toEqual(rows);
});
