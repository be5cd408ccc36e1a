// https://strandsagents.com/docs/user-guide/sdk/streaming/async-iterators/: the model at module scope, an agent for each
// request, since an agent keeps its conversation. Not done on purpose: tools, sessions, telemetry, failures.
import { once } from 'node:events';
import { Agent, BedrockModel } from '@strands-agents/sdk';

const bedrock = new BedrockModel({ modelId: 'global.anthropic.claude-sonnet-4-6', maxTokens: 4096 });

export const handler = awslambda.streamifyResponse(async (event, responseStream) => {
  const { message, model }: { message: string; model: string } = JSON.parse(event.body ?? '{}');
  const metadata = { statusCode: 200, headers: { 'content-type': 'text/plain' } };
  const httpStream = awslambda.HttpResponseStream.from(responseStream, metadata);

  bedrock.updateConfig({ modelId: model });
  const agent = new Agent({ model: bedrock, printer: false });
  for await (const update of agent.stream(message)) {
    if (
      update.type === 'modelStreamUpdateEvent' &&
      update.event.type === 'modelContentBlockDeltaEvent' &&
      update.event.delta.type === 'textDelta' &&
      !httpStream.write(update.event.delta.text)
    ) {
      await once(httpStream, 'drain');
    }
  }
  httpStream.end();
});
