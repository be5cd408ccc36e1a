import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sign, type SignedRequest } from '../../../local/sigv4/canonical-request.ts';
import { startBedrock, type Bedrock } from '../../../local/services/bedrock/server.ts';
import { checkSignature, localCredentials } from '../../../local/sigv4/signature.ts';
import { createClient, readAnswer, toCommand, transports } from '../services/bedrock/clients.ts';

const now = new Date('2026-11-21T04:00:00Z');
const scope = { date: '20261121', region: 'eu-central-1', service: 'bedrock' };
const signedNames = ['content-type', 'host', 'x-amz-date'];

interface Change {
  readonly sentAt?: string;
  readonly secret?: string;
  readonly signedNames?: readonly string[];
  readonly service?: string;
  /** What is changed after signing. */
  readonly tampered?: Partial<SignedRequest>;
  readonly authorization?: string | undefined;
  readonly accessKeyId?: string;
}

/** A correctly signed request, except for one change. */
function toSigned(change: Change = {}): SignedRequest {
  const { sentAt = '20261121T040000Z', secret = localCredentials.secretAccessKey } = change;
  const { service = 'bedrock', signedNames: names = signedNames, accessKeyId = localCredentials.accessKeyId } = change;
  const headers = { host: '127.0.0.1:4000', 'x-amz-date': sentAt, 'content-type': 'application/json' };
  const url = '/model/global.anthropic.claude%3A0/converse-stream';
  const request = { method: 'POST', url, headers, body: Buffer.from('{}') };
  const signature = sign(request, names, { ...scope, service }, secret);
  const credential = `${accessKeyId}/${scope.date}/${scope.region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  const withAuthorization = {
    ...headers,
    authorization: 'authorization' in change ? change.authorization : authorization,
  };
  return { ...request, headers: withAuthorization, ...change.tampered };
}

test('a correctly signed request passes', () => {
  expect(checkSignature(toSigned(), { service: 'bedrock', now })).toBeUndefined();
});

test.each<[string, Change, string]>([
  ['no signature', { authorization: undefined }, 'MissingAuthenticationTokenException'],
  ['a bearer token', { authorization: 'Bearer bedrock-api-key-abc' }, 'AccessDeniedException'],
  ['another scheme', { authorization: 'Basic dTpw' }, 'IncompleteSignatureException'],
  ['half a header', { authorization: 'AWS4-HMAC-SHA256 Credential=A/20261121' }, 'IncompleteSignatureException'],
  ['an unknown access key', { accessKeyId: 'AKIDSOMEONEELSE' }, 'UnrecognizedClientException'],
  ['a wrong secret', { secret: 'wrong' }, 'InvalidSignatureException'],
  ['another service', { service: 'bedrock-runtime' }, 'InvalidSignatureException'],
  ['an unsigned host', { signedNames: ['x-amz-date'] }, 'InvalidSignatureException'],
  ['an unsigned date', { signedNames: ['host'] }, 'InvalidSignatureException'],
  ['a date ten minutes old', { sentAt: '20261121T035000Z' }, 'InvalidSignatureException'],
  ['a date of another day', { sentAt: '20261120T235959Z' }, 'InvalidSignatureException'],
  ['no date', { sentAt: '' }, 'InvalidSignatureException'],
  ['another body', { tampered: { body: Buffer.from('{"a":1}') } }, 'InvalidSignatureException'],
  ['another path', { tampered: { url: '/model/other/converse-stream' } }, 'InvalidSignatureException'],
  ['another method', { tampered: { method: 'PUT' } }, 'InvalidSignatureException'],
])('%s is refused with 403', (_what, change, type) => {
  expect(checkSignature(toSigned(change), { service: 'bedrock', now })).toMatchObject({ type });
});

test.each([
  'a-b=2&a=1',
  'b=2&a=2&a=1',
  'message=what?',
  'message=a+b%20c',
  'message',
  'message=a=b&',
  "message=(hi)!*'%2a%7e",
  'message=%E3%81%93',
])('a query is compared by what it says, not by how it is written: ?%s', async (query) => {
  const aws = new AwsClient({ ...localCredentials, region: 'eu-central-1', service: 'execute-api' });
  const { headers } = await aws.sign(`http://127.0.0.1:4000/dev/?${query}`, { aws: { datetime: '20261121T040000Z' } });
  const request = {
    method: 'GET',
    url: `/dev/?${query}`,
    headers: { ...Object.fromEntries(headers), host: '127.0.0.1:4000' },
    body: Buffer.alloc(0),
  };
  expect(checkSignature(request, { service: 'execute-api', now })).toBeUndefined();
  const other = { ...request, url: `${request.url}&more=1` };
  expect(checkSignature(other, { service: 'execute-api', now })).toMatchObject({ type: 'InvalidSignatureException' });
});

test('no refusal shows the token or the expected signature', () => {
  const messages = [{ authorization: 'Bearer canary-token' }, { secret: 'wrong' }].map(
    (change) => checkSignature(toSigned(change), { service: 'bedrock', now })?.message,
  );
  expect(messages.join(' ')).not.toMatch(/canary|[0-9a-f]{64}/);
});

describe("the SDK's own signatures", () => {
  let bedrock: Bedrock;
  beforeAll(async () => {
    bedrock = await startBedrock();
  });
  afterAll(() => bedrock.close());

  test.each(transports)('pass over %s, with characters that paths encode', async (transport) => {
    const client = createClient(bedrock.url, transport);
    const arn = "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/a b!'()*~é";
    const reading = await readAnswer(client, arn, 'Grüße, 日本語');
    client.destroy();
    expect(reading.error).toBeUndefined();
  });

  test.each([
    [
      'unknown credentials',
      { credentials: { accessKeyId: 'AKIDX', secretAccessKey: 'x' } },
      'UnrecognizedClientException',
    ],
    [
      'a bearer token',
      { token: { token: 'bedrock-api-key-abc' }, authSchemePreference: ['httpBearerAuth'] },
      'AccessDeniedException',
    ],
  ])('%s are refused', async (_what, identity, name) => {
    const client = new BedrockRuntimeClient({
      endpoint: bedrock.url,
      region: 'us-east-1',
      maxAttempts: 1,
      ...identity,
    });
    const sending = client.send(toCommand('local.normal'));
    await expect(sending).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 403 } });
    client.destroy();
  });
});
