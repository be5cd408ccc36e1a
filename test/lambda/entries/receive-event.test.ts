import { expect, test } from 'vitest';
import { anyone } from '../../../lambda/access/caller.ts';
import { receiveEvent } from '../../../lambda/entries/receive-event.ts';
import { proxyEvent } from '../../fixtures/handling/proxy-event.ts';

const lambda = { awsRequestId: 'invocation-1', getRemainingTimeInMillis: () => 900_000 };
const receive = (asked: Parameters<typeof proxyEvent>[0]) => receiveEvent(proxyEvent(asked), lambda, anyone);

test('header names are lower-case, whatever the client wrote', () => {
  expect(receive({ headers: { Accept: 'text/plain', 'X-Stainless-LANG': 'js' } }).headers).toEqual({
    accept: 'text/plain',
    'x-stainless-lang': 'js',
  });
});

test('what API Gateway has checked goes no further, whatever its case', () => {
  const credentials = { Authorization: 'Bearer x', 'X-API-Key': 'k', 'x-amz-security-token': 't', Cookie: 'c=1' };
  const { headers } = receive({ headers: { ...credentials, 'x-api-key-2': 'kept' } });
  expect(headers).toEqual({ 'x-api-key-2': 'kept' });
});

test('the body is bytes, in base64 or not', () => {
  expect(receive({ body: 'é' }).body).toEqual(Buffer.from('é'));
  expect(receive({ body: Buffer.from('é').toString('base64'), isBase64: true }).body).toEqual(Buffer.from('é'));
  expect(receive({}).body).toHaveLength(0);
});

test('every value of a query parameter is there', () => {
  expect(receive({ query: { message: ['a', 'b'] } }).query).toEqual({ message: ['a', 'b'] });
});

test('an event without headers is a request without headers', () => {
  expect(receiveEvent({ ...proxyEvent({}), headers: null as never }, lambda, anyone).headers).toEqual({});
});

test('the run’s id and the time it has left are Lambda’s', () => {
  expect(receive({})).toMatchObject({ invocationId: 'invocation-1', remainingMs: 900_000, requestId: 'request-1' });
});
