import type { Host } from '../host.ts';
import { Problem } from './problem.ts';
import { sign } from './sign.ts';

const known = new Map<string, Promise<string>>();
const limitMs = 5_000;

/**
 * A secret of AWS Secrets Manager by its name, asked for once in an environment: a changed one is read when the next environment starts. Throws an
 * error that does not hold it.
 */
export function getSecret(name: string, host: Host): Promise<string> {
  const asked = known.get(name) ?? ask(name, host);
  known.set(name, asked);
  asked.catch(() => known.delete(name));
  return asked;
}

async function ask(name: string, host: Host): Promise<string> {
  const region = process.env['AWS_REGION'] ?? '';
  const url = new URL(
    process.env['AWS_ENDPOINT_URL_SECRETS_MANAGER'] ?? `https://secretsmanager.${region}.${toDomain(region)}/`,
  );
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'secretsmanager.GetSecretValue' },
    body: JSON.stringify({ SecretId: name }),
  };
  const headers = await sign(url, request, { service: 'secretsmanager', region }, host);
  const response = await fetch(url, { ...request, headers, redirect: 'error', signal: AbortSignal.timeout(limitMs) });
  const said: unknown = await response.json();
  if (said && typeof said === 'object' && 'SecretString' in said && typeof said.SecretString === 'string')
    return said.SecretString;
  throw new Problem(`Secret${toException(said)}`, `Secrets Manager answered with status ${response.status}`);
}

/** The name of AWS's exception, which says no more than what kind it is. */
function toException(said: unknown): string {
  const type = new Map(Object.entries(Object(said))).get('__type');
  return /(?:^|#)([A-Za-z]{1,60})$/.exec(typeof type === 'string' ? type : '')?.[1] ?? 'Unreadable';
}

function toDomain(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
