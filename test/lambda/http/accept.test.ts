import { expect, test } from 'vitest';
import { chooseMediaType } from '../../../lambda/http/accept.ts';

const offered = ['text/plain', 'text/event-stream', 'application/json'] as const;

test.each([
  [undefined, 'text/plain'],
  ['', 'text/plain'],
  ['*/*', 'text/plain'],
  ['text/event-stream', 'text/event-stream'],
  ['TEXT/Event-Stream', 'text/event-stream'],
  ['application/json, text/plain, */*', 'text/plain'],
  ['application/json;q=0.9, text/event-stream;q=0.8', 'application/json'],
  ['application/json; charset=utf-8; q=0.5, text/*;q=0.1', 'application/json'],
  ['text/*', 'text/plain'],
  ['application/*', 'application/json'],
  ['*/*, text/plain;q=0', 'text/event-stream'],
  ['*/*;q=0.1, application/json', 'application/json'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/plain'],
  ['image/png', undefined],
  ['text/plain;q=0', undefined],
  ['text/plain;q=high', undefined],
  [';;;,,,', undefined],
])('Accept %j is met with %s', (accept, chosen) => {
  expect(chooseMediaType(accept, offered)).toBe(chosen);
});
