import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import type { GatewayAnswer } from '../api/static/gateway-answer.ts';
import type { Settings } from '../settings/settings.ts';

const askForIt = { status: 401, kind: 'unauthenticated', headers: { 'www-authenticate': 'Bearer' } } as const;

const noToken = {
  ...askForIt,
  message:
    'The access token is missing, has expired, or is not for this API. Get a new one from its issuer, and send it in the header Authorization: Bearer TOKEN.',
} as const;

const noSignIn = {
  ...askForIt,
  message:
    'There is no valid sign-in: it is missing, has expired, or is not for this API. Sign in again, and send the access token in the header Authorization: Bearer TOKEN.',
} as const;

const badSignature = {
  status: 403,
  kind: 'access-denied',
  message:
    'The signature is not valid, or has expired. Sign with Signature Version 4 for the service execute-api, in the region of this API, with valid credentials and the right time.',
} as const;

/** What API Gateway answers to callers that it does not let in, by the way in. */
export const refusalsOf: Readonly<Record<Settings['access'], Readonly<Record<string, GatewayAnswer>>>> = {
  key: {
    InvalidApiKey: {
      ...askForIt,
      type: ResponseType.INVALID_API_KEY,
      message:
        'The API key is unknown, or not valid for this stage: check it, or ask the operator of this API for one.',
    },
    Unauthorized: {
      ...askForIt,
      type: ResponseType.UNAUTHORIZED,
      message:
        'The API key is missing or malformed. Send the header x-api-key: KEY or, with OpenAI’s clients, Authorization: Bearer KEY.',
    },
    QuotaExceeded: {
      type: ResponseType.QUOTA_EXCEEDED,
      status: 429,
      kind: 'quota-exceeded',
      message:
        'The monthly quota of this API key is used up: wait for the next month, or ask the operator of this API.',
    },
  },
  cognito: {
    Unauthorized: { ...noSignIn, type: ResponseType.UNAUTHORIZED },
    // API Gateway documents this one for other tokens. If it is used for a user pool's, too, it says the same.
    ExpiredToken: { ...noSignIn, type: ResponseType.EXPIRED_TOKEN },
    AccessDenied: {
      type: ResponseType.ACCESS_DENIED,
      status: 403,
      kind: 'access-denied',
      message: 'This sign-in may not call this API: ask its operator.',
    },
  },
  oidc: {
    Unauthorized: { ...noToken, type: ResponseType.UNAUTHORIZED },
    // The authorizer's policy allows everything until the token ends (token-authorizer.ts).
    AccessDenied: { ...noToken, type: ResponseType.ACCESS_DENIED },
    AuthorizerFailure: {
      type: ResponseType.AUTHORIZER_FAILURE,
      status: 503,
      kind: 'overloaded',
      message:
        'The access token could not be checked: try again in a moment. If it fails again, tell the operator of this API.',
    },
  },
  iam: {
    MissingAuthenticationToken: {
      type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
      status: 401,
      kind: 'unauthenticated',
      message:
        'The request is not signed. Sign it with Signature Version 4 for the service execute-api, with AWS credentials that may call this API.',
      headers: { 'www-authenticate': 'AWS4-HMAC-SHA256' },
    },
    InvalidSignature: { ...badSignature, type: ResponseType.INVALID_SIGNATURE },
    ExpiredToken: { ...badSignature, type: ResponseType.EXPIRED_TOKEN },
    // Also for a request without a signature, where the API's policy opens no path to it (resource-policy.ts).
    AccessDenied: {
      type: ResponseType.ACCESS_DENIED,
      status: 403,
      kind: 'access-denied',
      message:
        'No AWS credentials that may use this path signed the request, or there is no such path. The policy of the user or role must allow execute-api:Invoke on it; those of another account must also be named in the API’s settings.',
    },
    // What AWS calls an incomplete signature: a bearer token, for example.
    Default4xx: {
      type: ResponseType.DEFAULT_4XX,
      kind: 'invalid-request',
      message:
        'API Gateway refused the request. Check that it is signed (Signature Version 4, no bearer token), then its path, headers and body.',
    },
  },
  open: {},
};
