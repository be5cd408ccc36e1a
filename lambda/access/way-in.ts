/**
 * What a deployment can ask of those who call it. `key`: an API key. `cognito`: a token of a user pool. `oidc`: a token of another
 * issuer. `iam`: a signature with AWS credentials. `open`: nothing.
 */
export const waysIn = ['key', 'cognito', 'oidc', 'iam', 'open'] as const;

/** What an authorizer says of a caller without a plan of its own: no plan has this name, and a header that is mapped from it must have a value. */
export const noPlan = '-';

export type WayIn = (typeof waysIn)[number];
