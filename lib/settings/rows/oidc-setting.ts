import { z } from 'zod';
import { json } from './field.ts';

/** Ends where the issuer's name ends: Auth0's end with a slash, others don't. */
const issuer = z
  .string()
  .max(500)
  .refine((text) => isIssuer(text), 'must be an https URL without query, as the tokens name it');

const claim = z.string().min(1).max(200);

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
    })
    .readonly(),
  'an object with "issuer" (https://…, exactly as the tokens name it) and "audience"; "scope", "subject" (a claim, sub) and "groups" (a claim, groups) may be left out',
);

/** Whose tokens are good, and what they must say. */
export type OidcSetting = z.output<typeof oidc>;

/** Without TLS only on this machine: a cross-check allows that for the local stage alone. */
const start = /^(https:\/\/[a-z0-9]|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/])/;

function isIssuer(text: string): boolean {
  return start.test(text) && URL.canParse(text) && !/[\s?#@]/.test(text);
}
