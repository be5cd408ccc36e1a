import type { WayIn } from '../../../lambda/access/way-in.ts';
import type { Settings } from '../settings.ts';

/** Why these settings can have no chat page; undefined where they can. */
export function whyNoPage({ access, oidc }: Pick<Settings, 'access' | 'oidc'>): string | undefined {
  const reasons: Readonly<Record<WayIn, string | undefined>> = {
    key: undefined,
    cognito: undefined,
    oidc: oidc?.page ? undefined : 'oidc has no part "page": {"clientId": …}, the client as which the page signs in',
    iam: "with access iam the page can't call the API",
    open: undefined,
  };
  return reasons[access];
}
