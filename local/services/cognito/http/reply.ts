export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The words of RFC 6749, 5.2 and RFC 7009, 2.2.1 that Cognito uses. */
type OAuthError =
  | 'access_denied'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_request'
  | 'unsupported_grant_type'
  | 'unsupported_token_type';

export function json(body: object, status = 200): Reply {
  return { status, headers: { 'content-type': 'application/json;charset=UTF-8' }, body: JSON.stringify(body) };
}

export function oauthError(error: OAuthError, description?: string, status = 400): Reply {
  return json({ error, ...(description !== undefined && { error_description: description }) }, status);
}

/** For a person in front of a browser. */
export function plainText(text: string, status: number): Reply {
  return { status, headers: { 'content-type': 'text/plain;charset=UTF-8' }, body: `${text}\n` };
}

export function leadTo(url: URL): Reply {
  return { status: 302, headers: { location: url.href }, body: '' };
}
