import { errors } from 'jose';

/** That no key fits, or that several could, depends on the key's id in the token. */
const codes = /^ERR_(JWT|JWS|JOSE_(ALG_NOT_ALLOWED|NOT_SUPPORTED)|JWKS_(NO|MULTIPLE)_MATCHING_KEYS?)/;

/** Whether an error says something about a token. Any other is about its issuer, or about us. */
export function isAboutToken(error: unknown): error is errors.JOSEError {
  return error instanceof errors.JOSEError && codes.test(error.code);
}
