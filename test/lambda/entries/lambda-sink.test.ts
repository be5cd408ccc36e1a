import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { lambdaSink } from '../../../lambda/entries/lambda-sink.ts';

test('the head becomes the prelude of Lambda’s response stream', () => {
  const preludes: object[] = [];
  const from = (stream: Writable, prelude: object) => (preludes.push(prelude), stream);
  Object.assign(globalThis, { awslambda: { HttpResponseStream: { from } } });
  const stream = new Writable();
  const head = { status: 429, headers: { 'content-type': 'text/plain' } };
  expect(lambdaSink(stream).open(head)).toBe(stream);
  expect(preludes).toEqual([{ statusCode: 429, headers: { 'content-type': 'text/plain' } }]);
});
