// https://docs.langchain.com/oss/javascript/integrations/chat/bedrock_converse, the chat model at module scope.
// Not done on purpose: tracing, callbacks, a chain around the model, failures.
import { once } from 'node:events';
import { ChatBedrockConverse } from '@langchain/aws';

const chat = new ChatBedrockConverse({ region: process.env.AWS_REGION ?? 'us-east-1', maxTokens: 4096 });

export const handler = awslambda.streamifyResponse(async (event, responseStream) => {
  const { message, model }: { message: string; model: string } = JSON.parse(event.body ?? '{}');
  const metadata = { statusCode: 200, headers: { 'content-type': 'text/plain' } };
  const httpStream = awslambda.HttpResponseStream.from(responseStream, metadata);

  chat.model = model;
  for await (const chunk of await chat.stream(message)) {
    if (chunk.text && !httpStream.write(chunk.text)) await once(httpStream, 'drain');
  }
  httpStream.end();
});
