export interface RejectionDefault {
  readonly statusCode: number;
  readonly message: string;
  /** The `x-amzn-errortype` header. */
  readonly errorType: string;
  /** The value of `$context.error.responseType`, when it isn't the type itself. */
  readonly responseType?: string;
  /** Set when no gateway response of the template can change it. */
  readonly isFixed?: true;
}

const internalError = { message: 'Internal server error', errorType: 'InternalServerErrorException' } as const;

/**
 * API Gateway's own answers, by gateway response type, when the template does not change them. The last four have no type
 * of their own: only DEFAULT_5XX changes them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const rejectionDefaults = {
  ACCESS_DENIED: {
    statusCode: 403,
    message: 'User is not authorized to access this resource',
    errorType: 'AccessDeniedException',
  },
  API_CONFIGURATION_ERROR: { statusCode: 500, ...internalError },
  AUTHORIZER_CONFIGURATION_ERROR: { statusCode: 500, ...internalError },
  AUTHORIZER_FAILURE: { statusCode: 500, ...internalError },
  INTEGRATION_TIMEOUT: { statusCode: 504, message: 'Endpoint request timed out', errorType: internalError.errorType },
  INTEGRATION_FAILURE: {
    statusCode: 504,
    message: 'Network error communicating with endpoint',
    errorType: internalError.errorType,
  },
  INCOMPLETE_SIGNATURE: {
    statusCode: 403,
    message: 'Authorization header requires a signature',
    errorType: 'IncompleteSignatureException',
    responseType: 'DEFAULT_4XX',
  },
  INVALID_SIGNATURE: {
    statusCode: 403,
    message: 'The request signature we calculated does not match the signature you provided.',
    errorType: 'InvalidSignatureException',
  },
  INVALID_API_KEY: { statusCode: 403, message: 'Forbidden', errorType: 'ForbiddenException' },
  MISSING_AUTHENTICATION_TOKEN: {
    statusCode: 403,
    message: 'Missing Authentication Token',
    errorType: 'MissingAuthenticationTokenException',
  },
  QUOTA_EXCEEDED: { statusCode: 429, message: 'Limit Exceeded', errorType: 'LimitExceededException' },
  // AWS's known issues: customizing this type "isn't currently supported".
  REQUEST_TOO_LARGE: {
    statusCode: 413,
    message: 'Request Too Long',
    errorType: 'RequestTooLongException',
    isFixed: true,
  },
  THROTTLED: { statusCode: 429, message: 'Too Many Requests', errorType: 'TooManyRequestsException' },
  UNAUTHORIZED: { statusCode: 401, message: 'Unauthorized', errorType: 'UnauthorizedException' },
  UNSUPPORTED_MEDIA_TYPE: {
    statusCode: 415,
    message: 'Unsupported Media Type',
    errorType: 'UnsupportedMediaTypeException',
  },
  FUNCTION_FAILED: { statusCode: 502, ...internalError, responseType: 'DEFAULT_5XX' },
  MALFORMED_ANSWER: { statusCode: 502, ...internalError, responseType: 'DEFAULT_5XX' },
  MALFORMED_STREAM: { statusCode: 500, ...internalError, responseType: 'DEFAULT_5XX' },
  FUNCTION_THROTTLED: { statusCode: 500, ...internalError, responseType: 'DEFAULT_5XX' },
} satisfies Record<string, RejectionDefault>;

export type RejectionType = keyof typeof rejectionDefaults;

/** API Gateway answers by itself instead of passing an answer on. */
export class Rejection extends Error {
  readonly type: RejectionType;

  constructor(type: RejectionType) {
    super(type);
    this.type = type;
  }
}
