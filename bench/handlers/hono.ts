// https://hono.dev/docs/getting-started/aws-lambda#lambda-response-streaming and https://hono.dev/docs/helpers/streaming,
// with the AWS SDK as it comes. Not done on purpose: middleware, validation, onAbort.
import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { Hono } from 'hono';
import { streamHandle } from 'hono/aws-lambda';
import { stream } from 'hono/streaming';

const client = new BedrockRuntimeClient();
const app = new Hono();

app.post('*', async (c) => {
  const { message, model } = await c.req.json<{ message: string; model: string }>();
  c.header('content-type', 'text/plain');
  return stream(c, async (out) => {
    const response = await client.send(
      new ConverseStreamCommand({
        modelId: model,
        messages: [{ role: 'user', content: [{ text: message }] }],
        inferenceConfig: { maxTokens: 4096 },
      }),
    );
    for await (const chunk of response.stream ?? []) {
      const text = chunk.contentBlockDelta?.delta?.text;
      if (text) await out.write(text);
    }
  });
});

export const handler = streamHandle(app);
