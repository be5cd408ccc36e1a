import type { WayIn } from '../../lambda/access/way-in.ts';

/** The smallest settings of each way in. */
export const settingsOfWayIn = {
  key: {},
  cognito: { access: 'cognito' },
  oidc: { access: 'oidc', oidc: { issuer: 'https://login.example.com', audience: 'rivulet' } },
  iam: { access: 'iam' },
  open: { access: 'open', waf: 'declined' },
} as const satisfies Record<WayIn, object>;
