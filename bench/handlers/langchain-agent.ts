// https://docs.langchain.com/oss/javascript/langchain/agents and …/streaming: the ReAct agent that LangGraph runs (its own createReactAgent has moved
// here), at module scope. Not done on purpose: a checkpointer, tracing, middleware, failures, showing the calls of tools.
import { once } from 'node:events';
import { ChatBedrockConverse } from '@langchain/aws';
import { createAgent, tool } from 'langchain';
import { calculator, clock, searchDocs, systemPrompt } from './parts/assistant.ts';

const agent = createAgent({
  model: new ChatBedrockConverse({
    model: 'bench.one',
    region: process.env.AWS_REGION ?? 'us-east-1',
    maxTokens: 4096,
  }),
  systemPrompt,
  tools: [tool(clock.run, clock), tool(calculator.run, calculator), tool(searchDocs.run, searchDocs)],
});

export const handler = awslambda.streamifyResponse(async (event, responseStream) => {
  const { message }: { message: string } = JSON.parse(event.body ?? '{}');
  const metadata = { statusCode: 200, headers: { 'content-type': 'text/plain' } };
  const httpStream = awslambda.HttpResponseStream.from(responseStream, metadata);

  const messages = [{ role: 'user' as const, content: message }];
  for await (const [chunk] of await agent.stream({ messages }, { streamMode: 'messages' })) {
    if (chunk.text && !httpStream.write(chunk.text)) await once(httpStream, 'drain');
  }
  httpStream.end();
});
