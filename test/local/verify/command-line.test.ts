import { expect, test } from 'vitest';
import { readTarget } from '../../../local/verify/command-line.ts';

test('reads the URL, with a slash at its end, and the key', () => {
  expect(readTarget(['https://x.example/dev', 'KEY'])).toEqual({ url: 'https://x.example/dev/', apiKey: 'KEY' });
  expect(readTarget(['https://x.example/dev/'])).toEqual({ url: 'https://x.example/dev/', apiKey: undefined });
});

test('--help asks for no URL', () => {
  expect(readTarget(['--help'])).toBeUndefined();
});

test.each([
  ['no URL', [], "URL is missing: pass the URL from the stack's outputs"],
  ['no URL, but text', ['KEY'], 'URL is "KEY": pass the URL'],
  ['a URL without https:', ['localhost:3000/dev/'], 'URL is "localhost:3000/dev/": pass the URL'],
  ['a third argument', ['https://x.example/dev/', 'KEY', 'more'], '3 arguments: pass only the URL and the key'],
  ['an unknown option', ['--key', 'KEY'], '--key'],
])('%s is refused with what is allowed', (_, given, message) => {
  expect(() => readTarget(given)).toThrow(message);
});
