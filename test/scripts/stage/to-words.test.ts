import { expect, test } from 'vitest';
import { toWords } from '../../../scripts/stage/to-words.ts';

const unanswered = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

test.each([
  [unanswered, 'nothing answers there: is "npm start" running? For a deployment send --url or --stack'],
  [
    new TypeError('fetch failed', { cause: unanswered }),
    'nothing answers there: is "npm start" running? For a deployment send --url or --stack',
  ],
  [new Error('there is no knowledge here'), 'there is no knowledge here'],
  ['odd', 'odd'],
])('%s is told as “%s”', (error, words) => {
  expect(toWords(error)).toBe(words);
});
