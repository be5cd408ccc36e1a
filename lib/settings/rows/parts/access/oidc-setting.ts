import { z } from 'zod';
import { json } from '../../field.ts';

/** Ends where the issuer's name ends: Auth0's end with a slash, others don't. */
const issuer = z
  .string()
  .max(500)
  .refine((text) => isIssuer(text), 'must be an https URL without query, as the tokens name it');

const claim = z.string().min(1).max(200);

/** The chat page, as a client that the issuer knows. Its redirect addresses are registered there, not here. */
const page = z.strictObject({
  clientId: z.string().regex(/^[!-~]{1,200}$/),
  /**
   * What the page asks for, where that is not the scope in the tokens: Entra is asked for `api://ID/chat` and writes `chat`. Also for
   * `offline_access`, without which many issuers give no refresh token.
   */
  scope: z
    .string()
    .max(500)
    .regex(/^[!-~]+( [!-~]+)*$/, 'scopes with one space between them')
    .refine((scopes) => scopes.split(' ').includes('openid'), 'openid must be one of the scopes')
    .exactOptional(),
  /** How the page names `audience`, where no scope says for which API a token is: Auth0 by `audience`, others by `resource` (RFC 8707). */
  audienceAs: z.enum(['audience', 'resource']).exactOptional(),
});

export const oidc = json(
  z
    .strictObject({
      issuer,
      audience: z.string().min(1).max(500),
      scope: z
        .string()
        .regex(/^[!-~]{1,200}$/, 'one scope, without spaces')
        .exactOptional(),
      subject: claim.default('sub'),
      groups: claim.default('groups'),
      page: page.readonly().exactOptional(),
    })
    .readonly(),
  'an object with "issuer" (https://…, exactly as the tokens name it) and "audience"; "scope", "subject" (a claim, sub) and "groups" (a claim, groups) may be left out, and so may "page" (the chat page’s "clientId", and if needed its "scope" and "audienceAs": audience or resource)',
);

/** Whose tokens are good, and what they must say. */
export type OidcSetting = z.output<typeof oidc>;

/** Without TLS only on this machine: a cross-check allows that for the local stage alone. */
const start = /^(https:\/\/[a-z0-9]|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/])/;

function isIssuer(text: string): boolean {
  return start.test(text) && URL.canParse(text) && !/[\s?#@]/.test(text);
}
