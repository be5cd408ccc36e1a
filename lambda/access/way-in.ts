/**
 * What a deployment can ask of those who call it. `key`: an API key. `cognito`: a token of a user pool. `oidc`: a token of another
 * issuer. `iam`: a signature with AWS credentials. `open`: nothing.
 */
export const waysIn = ['key', 'cognito', 'oidc', 'iam', 'open'] as const;

export type WayIn = (typeof waysIn)[number];
