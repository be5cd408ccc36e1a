import { expect, test } from 'vitest';
import { handler } from '../../../lambda/entries/key-authorizer.ts';

const methodArn = 'arn:aws:execute-api:eu-west-1:123456789012:api1/dev/POST/v1/chat/completions';

test.each(['the-key', 'Bearer the-key', 'bearer the-key'])(
  '%s is handed to API Gateway as the key',
  async (authorizationToken) => {
    const answer = await handler({ type: 'TOKEN', authorizationToken, methodArn });
    expect(answer.usageIdentifierKey).toBe('the-key');
  },
);

type RequestEvent = Extract<Parameters<typeof handler>[0], { type: 'REQUEST' }>;
const requestEvent = (headers: Record<string, string> | null) =>
  ({ type: 'REQUEST', methodArn, headers }) as RequestEvent;

const key = 'a-key-of-twenty-signs';

test.each([
  [{ 'X-Api-Key': key }],
  [{ Authorization: `Bearer ${key}` }],
  [{ authorization: 'Bearer another-key-of-twenty', 'x-api-key': key }],
  [{ authorization: `Bearer ${key}`, 'x-api-key': 'none' }],
])('a key is found in either header: %j', async (headers) => {
  expect((await handler(requestEvent(headers))).usageIdentifierKey).toBe(key);
});

test.each([
  [{}],
  [{ 'x-api-key': '' }],
  [null],
  [{ 'x-api-key': 'nineteen-signs-only' }],
  [{ 'x-api-key': 'k'.repeat(129) }],
  [{ 'x-api-key': `${key} ${key}` }],
  [{ authorization: key }],
  [{ authorization: `Basic ${key}` }],
])('without anything that can be a key, the answer is 401: %j', async (headers) => {
  await expect(handler(requestEvent(headers))).rejects.toThrow(/^Unauthorized$/);
});

test('its answer is cached for every method, so it covers the stage and nothing beyond', async () => {
  const { policyDocument } = await handler({ type: 'TOKEN', authorizationToken: 'the-key', methodArn });
  expect(policyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: 'execute-api:Invoke',
      Resource: 'arn:aws:execute-api:eu-west-1:123456789012:api1/dev/*',
    },
  ]);
});

test.each([
  ['team.aB3-_aB3-_aB3-_aB3-_', { plan: 'team' }],
  ['lab-2.aB3-_aB3-_aB3-_aB3-_', { plan: 'lab-2' }],
  ['aB3-_aB3-_aB3-_aB3-_aB3-_', { plan: '-' }],
  ['Team.aB3-_aB3-_aB3-_aB3-_', { plan: '-' }],
  ['team.0123456789abcdef', { plan: 'team' }],
  ['team.my+key/value=of.the.console', { plan: 'team' }],
])('the plan that a key begins with is told to the function: %s', async (authorizationToken, context) => {
  expect((await handler({ type: 'TOKEN', authorizationToken, methodArn })).context).toEqual(context);
});
