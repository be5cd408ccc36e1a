import type { WayIn } from '../../lambda/access/way-in.ts';

/** Whether the chat page knows this way in. It can't sign with AWS credentials, and knows no issuer but a user pool. */
export const hasWebPage: Readonly<Record<WayIn, boolean>> = {
  key: true,
  cognito: true,
  oidc: false,
  iam: false,
  open: true,
};
