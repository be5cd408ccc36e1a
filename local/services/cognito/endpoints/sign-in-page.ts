import { createHash } from 'node:crypto';
import { requestFields } from './authorization-request.ts';
import type { Reply } from '../http/reply.ts';
import type { User } from '../users.ts';

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 24rem; margin: 15vh auto; padding: 0 1rem; }
button { display: block; width: 100%; margin: .75rem 0; padding: .75rem 1rem; font: inherit; text-align: start; cursor: pointer; }
small { display: block; opacity: .75; }
`;

/** No `form-action`: Chromium would also apply it to where the form's answer leads, which is the client. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A button for each made-up user, and no password. `login_hint` names the one that Enter chooses. */
export function signInPage(users: readonly User[], asked: URLSearchParams): Reply {
  const fields = requestFields.flatMap((name) => {
    const value = asked.get(name);
    return value === null ? [] : [`<input type="hidden" name="${name}" value="${escapeHtml(value)}">`];
  });
  const buttons = users.map(({ name, groups }) => {
    const focus = name === asked.get('login_hint') ? ' autofocus' : '';
    const about = groups.length === 0 ? 'in no group' : `in ${groups.join(', ')}`;
    const label = `${escapeHtml(name)} <small>${escapeHtml(about)}</small>`;
    return `<button name="user" value="${escapeHtml(name)}"${focus}>${label}</button>`;
  });
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in to the local stage</title>
<style>${style}</style>
<h1>Sign in as</h1>
<form method="post" action="/oauth2/authorize">
${[...fields, ...buttons].join('\n')}
</form>
<p>This is the local stage: nobody needs a password. On AWS this page is Cognito’s.</p>
</html>
`;
  const headers = {
    'content-type': 'text/html;charset=UTF-8',
    'content-security-policy': policy,
    'x-frame-options': 'DENY',
  };
  return { status: 200, headers, body };
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
