// https://ai-sdk.dev/docs/agents/building-agents with https://ai-sdk.dev/providers/ai-sdk-providers/amazon-bedrock, the agent at module scope.
// Not done on purpose: telemetry, callbacks, a UI stream, showing the calls of tools.
import { once } from 'node:events';
import { amazonBedrock } from '@ai-sdk/amazon-bedrock';
import { tool, ToolLoopAgent } from 'ai';
import { calculator, clock, searchDocs, systemPrompt } from './parts/assistant.ts';

const agent = new ToolLoopAgent({
  model: amazonBedrock('bench.one'),
  instructions: systemPrompt,
  maxOutputTokens: 4096,
  tools: {
    clock: tool({ description: clock.description, inputSchema: clock.schema, execute: clock.run }),
    calculator: tool({
      description: calculator.description,
      inputSchema: calculator.schema,
      execute: calculator.run,
    }),
    search_docs: tool({
      description: searchDocs.description,
      inputSchema: searchDocs.schema,
      execute: searchDocs.run,
    }),
  },
});

export const handler = awslambda.streamifyResponse(async (event, responseStream) => {
  const { message }: { message: string } = JSON.parse(event.body ?? '{}');
  const metadata = { statusCode: 200, headers: { 'content-type': 'text/plain' } };
  const httpStream = awslambda.HttpResponseStream.from(responseStream, metadata);

  const { textStream } = await agent.stream({ prompt: message });
  for await (const text of textStream) {
    if (!httpStream.write(text)) await once(httpStream, 'drain');
  }
  httpStream.end();
});
