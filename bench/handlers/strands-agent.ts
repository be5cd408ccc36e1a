// https://strandsagents.com/docs/user-guide/sdk/tools/ and …/streaming/async-iterators/: the model and the tools at module scope, an agent for each
// request, since an agent keeps its conversation. Not done on purpose: limits, sessions, telemetry, failures, showing the calls of tools.
import { once } from 'node:events';
import { Agent, BedrockModel, tool } from '@strands-agents/sdk';
import { calculator, clock, searchDocs, systemPrompt } from './parts/assistant.ts';

const model = new BedrockModel({ modelId: 'bench.one', maxTokens: 4096 });
const tools = [
  tool({ ...clock, inputSchema: clock.schema, callback: clock.run }),
  tool({ ...calculator, inputSchema: calculator.schema, callback: calculator.run }),
  tool({ ...searchDocs, inputSchema: searchDocs.schema, callback: searchDocs.run }),
];

export const handler = awslambda.streamifyResponse(async (event, responseStream) => {
  const { message }: { message: string } = JSON.parse(event.body ?? '{}');
  const metadata = { statusCode: 200, headers: { 'content-type': 'text/plain' } };
  const httpStream = awslambda.HttpResponseStream.from(responseStream, metadata);

  const agent = new Agent({ model, systemPrompt, tools, printer: false });
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
