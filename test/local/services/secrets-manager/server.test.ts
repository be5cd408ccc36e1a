import { expect, onTestFinished, test } from 'vitest';
import { startSecretsManager } from '../../../../local/services/secrets-manager/server.ts';
import { signedFetch } from '../../../fixtures/signed-fetch.ts';

interface Change {
  readonly target?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signing?: Parameters<typeof signedFetch>[0];
}

async function ask({ target = 'GetSecretValue', body, headers, signing }: Change = {}) {
  const missing: string[] = [];
  const { url, close } = await startSecretsManager({
    secrets: new Map([['tasks/key', 'canary']]),
    signedFor: 'us-east-1',
    onMissing: (what) => missing.push(what),
  });
  onTestFinished(close);
  const response = await signedFetch({ service: 'secretsmanager', ...signing })(`${url}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `secretsmanager.${target}`, ...headers },
    body: body ?? JSON.stringify({ SecretId: 'tasks/key' }),
  });
  return { status: response.status, said: await response.json(), missing };
}

test('GetSecretValue answers with the value of a secret', async () => {
  expect(await ask()).toEqual({ status: 200, said: { Name: 'tasks/key', SecretString: 'canary' }, missing: [] });
});

test('a secret without a value is not found, and both sides are told how to give it one', async () => {
  const { status, said, missing } = await ask({ body: '{"SecretId":"other"}' });
  const what = 'The secret other has no value here: npm start -- --secret other=VALUE';
  expect([status, said, missing]).toEqual([400, { __type: 'ResourceNotFoundException', message: what }, [what]]);
});

test.each<[what: string, change: Change, type: string]>([
  ['a wrong secret key', { signing: { secretAccessKey: 'wrong' } }, 'InvalidSignatureException'],
  ['another service', { signing: { service: 'bedrock' } }, 'InvalidSignatureException'],
  ['another region', { signing: { region: 'eu-west-1' } }, 'InvalidSignatureException'],
  ['a page of some origin', { headers: { origin: 'https://example.com' } }, 'AccessDeniedException'],
  ['another operation', { target: 'ListSecrets' }, 'UnknownOperationException'],
  ['no name', { body: '{}' }, 'ValidationException'],
  ['no JSON', { body: 'tasks' }, 'ValidationException'],
])('%s is refused, and no value is told', async (_what, change, type) => {
  const { status, said } = await ask(change);
  expect([status, said]).toMatchObject([400, { __type: type }]);
  expect(JSON.stringify(said)).not.toContain('canary');
});
