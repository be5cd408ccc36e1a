import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tellAll, toLines } from '../../fixtures/runtimes/tell-all.ts';
import { forms, texts } from '../../fixtures/runtimes/wire.ts';

const answer = [
  'reasoning: Hm',
  'text: I look.',
  'server-tool-use get_weather: {"city":"Lisbon"}',
  expect.stringMatching(/^server-tool-result: \[(\{"sky":"mild"\}|"\{\\"sky\\":\\"mild\\"\}")\]$/),
  'text: \n\nIt is mild.',
  'stop: finished',
];

describe('one answer in each form is the same answer', () => {
  test.each(forms)('$name', async ({ script }) => {
    const lines = toLines(await tellAll(script));
    expect(lines.filter((line) => !line.startsWith('usage'))).toEqual(answer);
    expect(lines.filter((line) => line.startsWith('usage'))).toEqual([
      'usage of research: 10 + 5',
      'usage of research: 20 + 3',
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/secret-7|inner/);
  });

  test.each(texts)('%s: a text is over when its stream is', async (_name, script) => {
    expect(toLines(await tellAll(script))).toEqual(['text: It is mild.', 'stop: finished']);
  });

  test.each([...forms.map(({ name, script }) => [name, script] as const), ...texts])(
    '%s, cut into any pieces',
    async (_name, script) => {
      const whole = toLines(await tellAll(script));
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(), { maxLength: 8 }), async (cuts) => {
          expect(toLines(await tellAll(script, cuts))).toEqual(whole);
        }),
        { numRuns: 30 },
      );
    },
  );

  test.each(forms)('$name, broken off anywhere, is finished only with all its words', async ({ script }) => {
    if ('status' in script) return;
    for (let count = 0; count < script.moves.length; count += 1) {
      const lines = toLines(await tellAll({ ...script, moves: script.moves.slice(0, count) }));
      if (lines.at(-1)?.startsWith('stop')) expect(lines.filter((line) => !line.startsWith('usage'))).toEqual(answer);
    }
  });
});
