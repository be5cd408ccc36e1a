import { expect, test } from 'vitest';
import { Failure } from '../../../../lambda/chat/failure.ts';
import { native } from '../../../../lambda/protocols/native/native.ts';
import { incomingOf } from '../../../fixtures/handling/incoming.ts';

const failure = new Failure('invalid-request', 'message: must not be blank', { field: 'message' });
const refuse = (accept?: string, refused = failure) =>
  native.refuse(refused, incomingOf({ headers: accept === undefined ? {} : { accept } }));

test.each([undefined, '*/*', 'application/json', 'text/event-stream', 'image/png'])(
  'with Accept %s a refusal is JSON',
  (accept) => {
    const { status, headers, body } = refuse(accept);
    expect([status, headers]).toEqual([400, { 'content-type': 'application/json' }]);
    expect(JSON.parse(body)).toEqual({
      error: {
        kind: 'invalid-request',
        message: 'message: must not be blank',
        field: 'message',
        requestId: 'request-1',
      },
    });
  },
);

test('a client that names text/plain reads a sentence', () => {
  const { headers, body } = refuse('text/plain');
  expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(body).toBe('error: message: must not be blank (invalid-request, request request-1)\n');
});

test('a failure that concerns no field names none', () => {
  const { body } = refuse(undefined, new Failure('throttled', 'later'));
  expect(JSON.parse(body).error).not.toHaveProperty('field');
});

test.each([
  ['images', 'messages'],
  ['documents', 'messages'],
  ['effort', 'reasoning'],
  ['temperature', 'temperature'],
] as const)('if a model does not support %s, the error names the field %s', (feature, field) => {
  const { body } = refuse(undefined, new Failure('invalid-request', 'nova takes none', { feature }));
  expect(JSON.parse(body).error).toMatchObject({ field, message: `${field}: nova takes none` });
});

test('an EventSource that comes back gets 204 and nothing else', () => {
  expect(refuse('text/event-stream', new Failure('reconnect', 'over'))).toEqual({
    status: 204,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: '',
  });
});
