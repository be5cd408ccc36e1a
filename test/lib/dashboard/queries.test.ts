import { describe, expect, test } from 'vitest';
import { queries, toText } from '../../../lib/dashboard/queries.ts';
import { codeBlocks, readDoc } from '../../docs/markdown.ts';
import { reportOf } from '../../fixtures/report-of.ts';
import { toText as toReferences } from '../read-template.ts';
import { buildTemplate } from '../synthesize.ts';

const texts = Object.entries(queries).map(([name, query]) => [name, toText(query)] as const);

function savedOf(settings: object) {
  return Object.values(
    buildTemplate({ settings: { dashboard: 'on', ...settings } }).findResources('AWS::Logs::QueryDefinition'),
  ).map(({ Properties: { Name, LogGroupNames, QueryString } }) => ({
    name: String(Name),
    logs: JSON.parse(toReferences(LogGroupNames)),
    query: String(QueryString),
  }));
}

describe('the saved queries', () => {
  test.each([
    ['a function', {}, '<ChatLogs>'],
    ['a container', { backend: 'container' }, '<ContainerTaskLogs>'],
  ])('of %s are in the stage’s folder, and ask its own log', (_backend, settings, log) => {
    expect(savedOf({ ...settings, stage: 'prod' }).map(({ name, logs }) => [name, logs])).toEqual([
      ['rivulet-prod/One request by its id', [log, '<ChatApiAccessLog>']],
      ['rivulet-prod/Slow first words', [log]],
      ['rivulet-prod/First words by name', [log]],
      ['rivulet-prod/Failures by kind', [log]],
      ['rivulet-prod/Spend by caller', [log]],
      ['rivulet-prod/Spend by name', [log]],
    ]);
  });

  test('say how to use the one that needs something filled in', () => {
    const [first] = savedOf({});
    expect(first?.query).toMatch(/^# Write the id .* in place of REQUEST-ID\.\nfields /);
  });
});

describe.each(texts)('%s', (_name, text) => {
  test('names only fields that a line has', () => {
    const { line } = reportOf({
      operation: 'converse',
      model: 'haiku',
      servedBy: 'nova',
      endReason: 'end_turn',
      timeToFirstTokenMs: 1,
      inputTokens: 1,
      outputTokens: 1,
    });
    const known = new Set<string | undefined>([...Object.keys(line), 'error.type']);
    const named = [...text.matchAll(/`([^`]+)`/g)].map(([, field]) => field);
    expect(named.filter((field) => !known.has(field))).toEqual([]);
  });

  test('has backticks around every name that needs them', () => {
    const bare = text.replaceAll(/`[^`]+`|"[^"]*"|^#.*$/gm, '').replaceAll('count_distinct', '');
    expect(bare).not.toMatch(/\w_\w|\w\.\w/);
  });
});

test('docs/operating.md shows them as they are saved', () => {
  const [, section = ''] = readDoc('docs/operating.md').split('\n### Saved queries\n');
  const shown = codeBlocks(section.split(/^##/m)[0] ?? '', '').map((block) => block.trimEnd());
  const { oneRequest, slowFirstWords, firstWordsByName, failuresByKind, spendByCaller } = queries;
  const saved = [oneRequest, slowFirstWords, firstWordsByName, failuresByKind, spendByCaller];
  expect(shown).toEqual(saved.map(toText));
});
