import { expect, test } from 'vitest';
import { signInPage } from '../../../../local/services/cognito/endpoints/sign-in-page.ts';

const hostile = `"><script>alert('&')</script>`;
const escaped = '&#34;&#62;&#60;script&#62;alert(&#39;&#38;&#39;)&#60;/script&#62;';

test('hostile names and parameters stay text', () => {
  const asked = new URLSearchParams({ state: hostile, login_hint: hostile, [hostile]: hostile });
  const { body } = signInPage([{ name: hostile, groups: [hostile] }], asked);
  expect(body).not.toContain('<script');
  expect(body).toContain(`name="state" value="${escaped}"`);
  expect(body).toContain(`value="${escaped}" autofocus>${escaped} <small>in ${escaped}</small>`);
});

test('the page runs and loads nothing, and cannot be framed', () => {
  const { headers } = signInPage([], new URLSearchParams());
  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/]+='; base-uri 'none'; frame-ancestors 'none'$/,
  );
  expect(headers['x-frame-options']).toBe('DENY');
});
