// https://platform.claude.com/docs/en/build-with-claude/claude-on-amazon-bedrock with `stream: true`, the client at module
// scope. Not done on purpose: the message that `messages.stream` gathers, failures.
import { once } from 'node:events';
import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk';

// This SDK knows its own variable, ANTHROPIC_BEDROCK_BASE_URL, not the AWS SDK's.
const client = new AnthropicBedrock({ baseURL: process.env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME });

export const handler = awslambda.streamifyResponse(async (event, responseStream) => {
  const { message, model }: { message: string; model: string } = JSON.parse(event.body ?? '{}');
  const metadata = { statusCode: 200, headers: { 'content-type': 'text/plain' } };
  const httpStream = awslambda.HttpResponseStream.from(responseStream, metadata);

  const events = await client.messages.create({
    model,
    max_tokens: 4096,
    messages: [{ role: 'user', content: message }],
    stream: true,
  });
  for await (const part of events) {
    if (part.type === 'content_block_delta' && part.delta.type === 'text_delta' && !httpStream.write(part.delta.text)) {
      await once(httpStream, 'drain');
    }
  }
  httpStream.end();
});
