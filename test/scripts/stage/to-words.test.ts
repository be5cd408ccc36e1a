import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { afterEach, expect, test, vi } from 'vitest';
import { toWords } from '../../../scripts/stage/to-words.ts';

afterEach(() => vi.unstubAllEnvs());

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

test.each([refused, new TypeError('fetch failed', { cause: refused })])(
  'where nothing answers, the address is told that was tried, and what else there is',
  (error) => {
    expect(toWords(error, { url: 'http://127.0.0.1:3000/dev/' })).toBe(
      'nothing answers at http://127.0.0.1:3000/dev/: is "npm start" running? For a stage on another port send --url, or set URL as npm start prints it; for a deployment send --url or --stack',
    );
  },
);

test.each([
  [new Error('there is no knowledge here'), 'there is no knowledge here'],
  [refused, 'connect ECONNREFUSED'],
  ['odd', 'odd'],
])('%s is told as “%s”', (error, words) => {
  expect(toWords(error, { stack: 'Rivulet-dev' })).toBe(words);
  expect(toWords(error, undefined)).toBe(words);
});

/** What AWS's client rejects with on a machine that has never heard of AWS. */
async function reject(options: object): Promise<unknown> {
  for (const name of ['AWS_PROFILE', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])
    vi.stubEnv(name, undefined);
  for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, '/nowhere');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  const client = new CloudFormationClient({ maxAttempts: 1, ...options });
  return client.send(new DescribeStacksCommand({})).then(
    () => expect.fail('there are credentials'),
    (error: unknown) => error,
  );
}

test.each([
  ['a region', {}],
  ['credentials', { region: 'eu-west-1' }],
])('without %s, what to set is told', async (missing, options) => {
  const words = toWords(await reject(options), { stack: 'Rivulet-dev' });
  expect(words).toContain(`AWS ${missing.replace('a ', '')}: set `);
  expect(words).toMatch(/AWS_PROFILE.*AWS_REGION.*aws configure.*--url/s);
});
