import * as bedrock from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../lambda/chat/failure.ts';
import { toFailure } from '../../../lambda/bedrock/to-failure.ts';

const secret = 'arn:aws:iam::123456789012:role/secret said "my prompt"';
const named = (name: string, more: object = {}) => Object.assign(new Error(secret), { name, ...more });

describe('an upstream error becomes a failure with its true status', () => {
  const details = { message: secret, $metadata: {} };
  test.each<[error: Error, kind: string, status: number]>([
    [new bedrock.ThrottlingException(details), 'throttled', 429],
    [new bedrock.ServiceQuotaExceededException(details), 'throttled', 429],
    [new bedrock.ModelNotReadyException(details), 'overloaded', 503],
    [new bedrock.ServiceUnavailableException(details), 'overloaded', 503],
    [new bedrock.ModelTimeoutException(details), 'model-timeout', 504],
    [new bedrock.ModelErrorException(details), 'model-error', 502],
    [new bedrock.ModelStreamErrorException(details), 'model-error', 502],
    [new bedrock.InternalServerException(details), 'model-error', 502],
    [new bedrock.ValidationException(details), 'model-refused', 400],
    [new bedrock.AccessDeniedException(details), 'access-denied', 403],
    [new bedrock.ResourceNotFoundException(details), 'unknown-model', 404],
    [named('BrandNewException'), 'model-error', 502],
    [named('BrandNewException', { $metadata: { httpStatusCode: 403 } }), 'access-denied', 403],
    [named('SyntaxError', { $response: { statusCode: 502 } }), 'model-error', 502],
    [named('SyntaxError', { $response: { statusCode: 503 } }), 'overloaded', 503],
    [named('Error', { code: 'ECONNRESET' }), 'disconnected', 502],
    [named('Error', { code: 'ECONNREFUSED' }), 'disconnected', 502],
    [named('TimeoutError'), 'disconnected', 502],
    [named('Error', { code: 'EPROTO' }), 'disconnected', 502],
    [named('Error', { code: 'HPE_INVALID_CONSTANT' }), 'unreadable', 502],
    [named('TypeError', { $response: { statusCode: 200 } }), 'unreadable', 502],
    [named('Error', { $response: { statusCode: 418 } }), 'model-error', 502],
    [named('Error', { $response: { statusCode: 302 } }), 'model-error', 502],
    [named('constructor', { $response: { statusCode: 429 } }), 'throttled', 429],
    [named('__proto__', { $response: { statusCode: 507 } }), 'model-error', 502],
    [named('CredentialsProviderError'), 'internal', 500],
    [named('ExpiredTokenException', { $metadata: { httpStatusCode: 403 } }), 'internal', 500],
    [named('AssertionError'), 'internal', 500],
    [named('TypeError'), 'internal', 500],
  ])('%s → %s %i', (error, kind, status) => {
    const failure = toFailure(error, 'internal');
    expect([failure.kind, failure.status]).toEqual([kind, status]);
    expect(failure.message).not.toContain('secret');
    expect(failure.details.upstream?.split(' ')[0]).toBe(error.name);
    expect(failure.message).toMatch(/^\w/);
  });
});

test('an error without a known name is unreadable once the stream is open', () => {
  expect(toFailure(new Error('Truncated event message received.'), 'unreadable').kind).toBe('unreadable');
  expect(toFailure('a string', 'unreadable').details.upstream).toBe('string');
});

test('an error frame inside the stream is an error of the model', () => {
  expect(toFailure(named('InternalFailure'), 'unreadable').kind).toBe('model-error');
});

test('the log gets a name, and nothing else', () => {
  expect(toFailure(named('Error', { code: 'ECONNREFUSED' }), 'internal').details.upstream).toBe('Error ECONNREFUSED');
  expect(toFailure(named('my prompt, as a name'), 'internal').details.upstream).toBe('unnamed');
});

test('a defect is logged with its frames, and never with its message', () => {
  const { thrownAt = [] } = toFailure(new TypeError('canary\n    at canary'), 'internal').details;
  expect(thrownAt[0]).toMatch(/^at .*to-failure\.test\.ts:\d+:\d+/);
  expect(thrownAt.join()).not.toContain('canary');
});

test('a failure stays itself', () => {
  const failure = new Failure('stalled', 'silent');
  expect(toFailure(failure, 'internal')).toBe(failure);
});

test('throttled and overloaded say when to try again; nothing else does', () => {
  const at = (name: string) => toFailure(named(name), 'internal').details.retryAfterSeconds;
  expect(at('ThrottlingException')).toBeGreaterThan(0);
  expect(at('ServiceUnavailableException')).toBeGreaterThan(0);
  expect(at('ValidationException')).toBeUndefined();
});
