import { expect, test } from 'vitest';
import { toCurlLines } from '../../../local/start/curl-lines.ts';

const url = 'http://127.0.0.1:3000/dev/';
const caller = { curl: ["--header 'x-api-key: k'"], variables: ["KEY='k'"] };

test('where there are documents to answer from, one line asks the first of their names', () => {
  const lines = toCurlLines(url, caller, ['docs', 'wiki']);
  const at = lines.indexOf('# an answer from documents, with its sources');
  expect(lines[at + 1]).toBe(
    `curl --no-buffer --header 'x-api-key: k' --header 'content-type: application/json' --header 'accept: text/event-stream' --data '{"model":"docs","message":"What is Rivulet?"}' '${url}chat'`,
  );
  expect(lines.join()).not.toContain('wiki');
});

test('where there are none, no line asks one', () => {
  const lines = toCurlLines(url, caller, []);
  expect(lines.join()).not.toContain('documents');
  expect(lines.at(-1)).toBe(`export URL='${url}' KEY='k'`);
});
