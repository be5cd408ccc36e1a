import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinSurrogates } from '../../../../lambda/bedrock/answer/surrogates.ts';

test('text cut anywhere, even inside a character, is put together again without a broken character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(), { maxLength: 8 }), (whole, cuts) => {
      const at = [0, ...cuts.map((cut) => cut % (whole.length + 1)).toSorted((a, b) => a - b), whole.length];
      let pending = '';
      let joined = '';
      for (const [index, from] of at.slice(0, -1).entries()) {
        const step = joinSurrogates(pending, whole.slice(from, at[index + 1]));
        expect(step.text.isWellFormed()).toBe(true);
        joined += step.text;
        pending = step.pending;
      }
      expect(joined + pending).toBe(whole);
    }),
  );
});
