import { errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { isAboutToken } from './is-about-token.ts';
import type { TokenConfig } from './token-config.ts';

/** What a good token says. */
export interface CheckedToken {
  /** The person, or the program, at its issuer. */
  readonly subject: string;
  readonly groups: readonly string[];
  /** When it ends, in seconds since 1970. */
  readonly expires: number;
}

/** Why a token is no good: words for the operator's log, with nothing of the token in them. */
export interface Refused {
  readonly refused: string;
}

/** Signatures that only the issuer can make: no shared secrets, and no `none`. Ed25519 is EdDSA's newer name. */
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];

/** Clocks differ. */
const clockTolerance = 5;

/** Checks signature, issuer, audience, time and scope. Rejects when the issuer's keys can't be had: then nothing is known of the token. */
export async function checkToken(
  token: string,
  { issuer, audience, scope, subject: subjectClaim, groups: groupsClaim }: TokenConfig,
  keys: JWTVerifyGetKey,
  now: () => Date = () => new Date(),
): Promise<CheckedToken | Refused> {
  const options = { issuer, audience, algorithms, clockTolerance, requiredClaims: ['exp'], currentDate: now() };
  const verified = await jwtVerify(token, keys, options).then(({ payload }) => ({ claims: payload }), toRefused);
  if (isRefused(verified)) return verified;
  const { claims } = verified;
  const named = new Map(Object.entries(claims));
  const subject = named.get(subjectClaim);
  // Half a character becomes the same replacement in every hash.
  if (typeof subject !== 'string' || subject === '' || !subject.isWellFormed()) {
    return { refused: `it has no text in the claim ${subjectClaim}` };
  }
  if (scope !== undefined && !toScopes(claims).includes(scope)) return { refused: `it lacks the scope ${scope}` };
  return { subject, groups: toTexts(named.get(groupsClaim)), expires: claims.exp ?? 0 };
}

export function isRefused(checked: object): checked is Refused {
  return 'refused' in checked;
}

function toRefused(error: unknown): Refused {
  if (!isAboutToken(error)) throw error;
  const { code } = error;
  const isClaim = error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired;
  return { refused: isClaim ? `${code}: ${error.claim} (${error.reason})` : code };
}

/** OAuth's `scope` is one text with spaces (RFC 8693); Entra calls it `scp`, and Okta's `scp` is a list. */
function toScopes({ scope, scp }: JWTPayload): readonly string[] {
  return [scope, scp].flatMap(toTexts).flatMap((text) => text.split(' '));
}

function toTexts(claim: unknown): readonly string[] {
  return [claim].flat().filter((each) => typeof each === 'string');
}
