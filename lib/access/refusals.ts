import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import type { Answer } from '../api/gateway-responses.ts';
import type { Settings } from '../settings/settings.ts';

const askForIt = { status: 401, kind: 'unauthenticated', headers: { 'www-authenticate': 'Bearer' } } as const;

const noSignIn =
  'There is no valid sign-in: it is missing, has expired, or is not for this API. Sign in again, and send the access token in the header Authorization: Bearer TOKEN.';

/** What API Gateway answers to callers that it does not let in, by the way in. */
export const refusalsOf: Readonly<Record<Settings['access'], Readonly<Record<string, Answer>>>> = {
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
    Unauthorized: { ...askForIt, type: ResponseType.UNAUTHORIZED, message: noSignIn },
    // API Gateway documents this one for other tokens. If it is used for a user pool's, too, it says the same.
    ExpiredToken: { ...askForIt, type: ResponseType.EXPIRED_TOKEN, message: noSignIn },
    AccessDenied: {
      type: ResponseType.ACCESS_DENIED,
      status: 403,
      kind: 'access-denied',
      message: 'This sign-in may not call this API: ask its operator.',
    },
  },
  open: {},
};
