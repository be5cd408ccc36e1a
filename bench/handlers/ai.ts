// https://ai-sdk.dev/docs/ai-sdk-core/generating-text#streamtext with
// https://ai-sdk.dev/providers/ai-sdk-providers/amazon-bedrock. Not done on purpose: telemetry, onError, transforms.
import { once } from 'node:events';
import { amazonBedrock } from '@ai-sdk/amazon-bedrock';
import { streamText } from 'ai';

export const handler = awslambda.streamifyResponse(async (event, responseStream) => {
  const { message, model }: { message: string; model: string } = JSON.parse(event.body ?? '{}');
  const metadata = { statusCode: 200, headers: { 'content-type': 'text/plain' } };
  const httpStream = awslambda.HttpResponseStream.from(responseStream, metadata);

  const { textStream } = streamText({ model: amazonBedrock(model), prompt: message, maxOutputTokens: 4096 });
  for await (const text of textStream) {
    if (!httpStream.write(text)) await once(httpStream, 'drain');
  }
  httpStream.end();
});
