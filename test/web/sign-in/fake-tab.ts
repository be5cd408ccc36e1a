import { onTestFinished, vi } from 'vitest';
import { toClient } from '../../../web/sign-in/client/client.ts';

export const client = toClient('https://example.com/dev/', {
  domain: 'https://sign-in.example.com',
  clientId: 'web',
  scope: 'openid rivulet/chat',
});

export const issuer = 'https://login.example.com/tenant';

/** A client of an issuer that is asked for its endpoints. */
export const toIssuerClient = (page: { audience?: string; resource?: string } = {}) =>
  toClient('https://example.com/dev/', { issuer, clientId: 'web', scope: 'openid chat', ...page });

/** An issuer's description of itself. `said` replaces what it says; `undefined` leaves it out. */
export const describeIssuer =
  (said: Readonly<Record<string, unknown>> = {}) =>
  () =>
    Response.json({
      issuer,
      authorization_endpoint: `${issuer}/authorize?policy=strict`,
      token_endpoint: `${issuer}/token`,
      revocation_endpoint: `${issuer}/revoke`,
      end_session_endpoint: `${issuer}/logout`,
      ...said,
    });

/** What the token endpoint was sent, and what it answers next. */
export interface FakeTab {
  readonly stored: Map<string, string>;
  readonly sent: {
    readonly url: string;
    readonly fields: Readonly<Record<string, string>>;
    readonly headers: Headers;
  }[];
  /** In this order; a function may throw, as `fetch` does. */
  readonly answers: (() => Response | Promise<Response>)[];
}

/** A tab's storage and network, until the test ends. */
export function openFakeTab(): FakeTab {
  const tab: FakeTab = { stored: new Map(), sent: [], answers: [] };
  const sessionStorage = {
    getItem: (name: string) => tab.stored.get(name) ?? null,
    setItem: (name: string, text: string) => tab.stored.set(name, text),
    removeItem: (name: string) => tab.stored.delete(name),
  };
  vi.stubGlobal('window', { sessionStorage });
  vi.stubGlobal('fetch', async (url: string, { body, headers }: RequestInit = {}) => {
    const fields = body instanceof URLSearchParams ? Object.fromEntries(body) : {};
    tab.sent.push({ url, fields, headers: new Headers(headers) });
    const answer = tab.answers.shift();
    if (!answer) throw new Error(`nobody answers ${url}`);
    return answer();
  });
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  onTestFinished(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
  return tab;
}

/** An answer with tokens that are good for an hour. */
export const grant = (access: string, refresh?: string) => () =>
  Response.json({ access_token: access, expires_in: 3_600, ...(refresh !== undefined && { refresh_token: refresh }) });

export const refuse = (status: number) => () => Response.json({ error: 'invalid_grant' }, { status });

export const cutOff = () => {
  throw new TypeError('no network');
};
