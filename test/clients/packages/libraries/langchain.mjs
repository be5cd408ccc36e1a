// langchain: createAgent, streamed, with a checkpointer that keeps the conversation.
import { ChatAnthropic } from '@langchain/anthropic';
import { MemorySaver } from '@langchain/langgraph';
import { ChatOpenAI } from '@langchain/openai';
import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { api, instructions, key, model, questions, tell, tools, url } from '../shared/script.mjs';
import { toZod } from '../shared/to-zod.mjs';

const openai = { model, apiKey: key, maxRetries: 0, configuration: { baseURL: `${url}/v1` } };
const models = {
  chat: () => new ChatOpenAI(openai),
  responses: () => new ChatOpenAI({ ...openai, useResponsesApi: true }),
  messages: () => new ChatAnthropic({ model, apiKey: key, anthropicApiUrl: url, maxRetries: 0 }),
};
const agent = createAgent({
  model: models[api](),
  tools: tools.map((asked) =>
    tool(asked.run, { name: asked.name, description: asked.description, schema: toZod(z, asked) }),
  ),
  systemPrompt: instructions,
  checkpointer: new MemorySaver(),
});
for (const content of questions) {
  const config = { configurable: { thread_id: '1' }, streamMode: ['messages', 'values'] };
  let last;
  for await (const [mode, chunk] of await agent.stream({ messages: [{ role: 'user', content }] }, config)) {
    if (mode === 'values') last = chunk;
  }
  tell(last.messages.at(-1).text);
}
