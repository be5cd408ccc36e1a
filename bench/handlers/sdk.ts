// The AWS SDK as it comes: one client at module scope (https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html),
// waiting for a slow reader. Not done on purpose: another HTTP handler than the default (HTTP/2), failures.
import { once } from 'node:events';
import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';

const client = new BedrockRuntimeClient();

export const handler = awslambda.streamifyResponse(async (event, responseStream) => {
  const { message, model }: { message: string; model: string } = JSON.parse(event.body ?? '{}');
  const metadata = { statusCode: 200, headers: { 'content-type': 'text/plain' } };
  const httpStream = awslambda.HttpResponseStream.from(responseStream, metadata);

  const response = await client.send(
    new ConverseStreamCommand({
      modelId: model,
      messages: [{ role: 'user', content: [{ text: message }] }],
      inferenceConfig: { maxTokens: 4096 },
    }),
  );
  for await (const chunk of response.stream ?? []) {
    const text = chunk.contentBlockDelta?.delta?.text;
    if (text && !httpStream.write(text)) await once(httpStream, 'drain');
  }
  httpStream.end();
});
