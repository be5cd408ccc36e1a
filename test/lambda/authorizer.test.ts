import { expect, test } from 'vitest';
import { handler } from '../../lambda/authorizer.ts';

const methodArn = 'arn:aws:execute-api:eu-west-1:123456789012:api1/dev/POST/v1/chat/completions';

test.each(['the-key', 'Bearer the-key', 'bearer the-key'])(
  '%s is handed to API Gateway as the key',
  async (authorizationToken) => {
    const answer = await handler({ type: 'TOKEN', authorizationToken, methodArn });
    expect(answer.usageIdentifierKey).toBe('the-key');
  },
);

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
