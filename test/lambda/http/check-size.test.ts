import { expect, test } from 'vitest';
import { checkSize } from '../../../lambda/http/check-size.ts';
import { incomingOf } from '../../fixtures/handling/incoming.ts';

test('a body is measured in bytes, and refused with the limit', () => {
  const incoming = incomingOf({ body: 'ééé' });
  expect(() => checkSize(incoming, { maxBodyBytes: 6 })).not.toThrow();
  expect(() => checkSize(incoming, { maxBodyBytes: 5 })).toThrow('the body is 6 bytes; the limit is 5 bytes');
});
