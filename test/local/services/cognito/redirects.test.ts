import { expect, test } from 'vitest';
import { findRedirect } from '../../../../local/services/cognito/endpoints/redirects.ts';

const registered = ['https://chat.example/dev/web', 'my-app://signed-in'];

test.each([
  'https://chat.example/dev/web',
  'my-app://signed-in',
  'http://127.0.0.1:3000/dev/web',
  'http://127.0.0.1/dev/web',
  'http://localhost:8080/dev/web',
  'http://[::1]:8080/dev/web',
])('%s is allowed', (address) => {
  expect(findRedirect(address, registered)?.href).toBe(address);
});

test.each([
  null,
  '',
  '/dev/web',
  'https://evil.example/dev/web',
  'https://chat.example/dev/web/',
  'https://chat.example/dev/web?next=1',
  'https://chat.example.evil.example/dev/web',
  'https://chat.example@evil.example/dev/web',
  'https://localhost:3000/dev/web',
  'http://localhost:3000/dev/other',
  'http://localhost:3000/dev/web?next=1',
  'http://localhost:3000/dev/web#part',
  'http://me:secret@localhost:3000/dev/web',
  'http://localhost.evil.example/dev/web',
  'http://localhost@evil.example/dev/web',
  String.raw`http://evil.example\@localhost/dev/web`,
  'http://127.0.0.2:3000/dev/web',
  'http://192.168.0.1:3000/dev/web',
  'javascript://localhost/dev/web',
  'other-app://signed-in',
])('%s is not', (address) => {
  expect(findRedirect(address, registered)).toBeUndefined();
});
