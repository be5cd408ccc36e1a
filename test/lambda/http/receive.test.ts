import { expect, test } from 'vitest';
import { checkSize } from '../../../lambda/http/check-size.ts';
import { receive } from '../../../lambda/http/receive.ts';
import { proxyEvent } from '../../fixtures/proxy-event.ts';

test('header names are lower-case, whatever the client wrote', () => {
  expect(receive(proxyEvent({ headers: { Accept: 'text/plain', 'X-API-KEY': 'k' } })).headers).toEqual({
    accept: 'text/plain',
    'x-api-key': 'k',
  });
});

test('the body is bytes, in base64 or not', () => {
  expect(receive(proxyEvent({ body: 'é' })).body).toEqual(Buffer.from('é'));
  expect(receive(proxyEvent({ body: Buffer.from('é').toString('base64'), isBase64: true })).body).toEqual(
    Buffer.from('é'),
  );
  expect(receive(proxyEvent({})).body).toHaveLength(0);
});

test('every value of a query parameter is there', () => {
  expect(receive(proxyEvent({ query: { message: ['a', 'b'] } })).query).toEqual({ message: ['a', 'b'] });
});

test('missing headers are none', () => {
  const event = Object.assign(proxyEvent({}), { headers: null });
  expect(receive(event).headers).toEqual({});
});

test('a body is measured in bytes, and refused with the limit', () => {
  const incoming = receive(proxyEvent({ body: 'ééé' }));
  expect(() => checkSize(incoming, { maxBodyBytes: 6 })).not.toThrow();
  expect(() => checkSize(incoming, { maxBodyBytes: 5 })).toThrow('the body has 6 bytes, allowed are 5');
});
