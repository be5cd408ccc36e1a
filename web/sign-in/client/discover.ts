/** What the page needs of an issuer's description. Whole addresses. */
interface Description {
  readonly authorize: string;
  readonly token: string;
  readonly revoke?: string;
  readonly endSession?: string;
}

/** A person does not wait longer. */
const patienceMs = 15_000;

/**
 * Where an issuer is asked for what, as its own description says (OpenID Connect Discovery 1.0). The page sends requests to the
 * issuer's own origin only, which is all that its policy allows; it may lead a person elsewhere, but with TLS.
 *
 * Rejects, with words for the screen, when the description can't be had or is not to be trusted.
 */
export async function discover(issuer: string): Promise<Description> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const said = await load(address);
  if (said['issuer'] !== issuer) throw new Error(`${address} describes another issuer`);
  const { origin } = new URL(issuer);
  const read = (name: string, isElsewhere: boolean): string | undefined => {
    const text = said[name];
    if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
    const url = new URL(text);
    return url.origin === origin || (isElsewhere && url.protocol === 'https:') ? text : undefined;
  };
  const authorize = read('authorization_endpoint', true);
  if (authorize === undefined) throw new Error(`${address} has no authorization_endpoint with https`);
  const token = read('token_endpoint', false);
  if (token === undefined) throw new Error(`${address} has no token_endpoint at ${origin}`);
  const revoke = read('revocation_endpoint', false);
  const endSession = read('end_session_endpoint', true);
  return { authorize, token, ...(revoke !== undefined && { revoke }), ...(endSession !== undefined && { endSession }) };
}

async function load(address: string): Promise<Readonly<Record<string, unknown>>> {
  const signal = AbortSignal.timeout(patienceMs);
  const response = await fetch(address, { redirect: 'error', signal }).catch(() => undefined);
  const said: unknown = response?.ok ? await response.json().catch(() => undefined) : undefined;
  if (typeof said !== 'object' || said === null) throw new Error(`${address} could not be read`);
  return { ...said };
}
