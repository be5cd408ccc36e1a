// After https://github.com/aws-samples/serverless-samples/tree/main/apigw-response-streaming/node-bedrock-lambda, with Converse.
// On purpose: a new client for each request (the sample keeps one), no waiting for a slow reader, failures not handled.
import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';

export const handler = awslambda.streamifyResponse(async (event, responseStream) => {
  const { message, model }: { message: string; model: string } = JSON.parse(event.body ?? '{}');
  const metadata = { statusCode: 200, headers: { 'content-type': 'text/plain' } };
  const httpStream = awslambda.HttpResponseStream.from(responseStream, metadata);

  const client = new BedrockRuntimeClient();
  const response = await client.send(
    new ConverseStreamCommand({
      modelId: model,
      messages: [{ role: 'user', content: [{ text: message }] }],
      inferenceConfig: { maxTokens: 4096 },
    }),
  );
  for await (const chunk of response.stream ?? []) {
    const text = chunk.contentBlockDelta?.delta?.text;
    if (text) httpStream.write(text);
  }
  httpStream.end();
});
