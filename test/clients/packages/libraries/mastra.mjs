// @mastra/core: an Agent whose model is a URL, streamed.
import { Agent } from '@mastra/core/agent';
import { createTool } from '@mastra/core/tools';
import { z } from 'zod';
import { api, instructions, key, model, questions, tell, tools, url } from '../shared/script.mjs';
import { toZod } from '../shared/to-zod.mjs';

const agent = new Agent({
  id: 'writer',
  name: 'writer',
  instructions,
  model: { id: `rivulet/${model}`, url: `${url}/v1`, apiKey: key, api },
  tools: Object.fromEntries(
    tools.map((asked) => [
      asked.name,
      createTool({
        id: asked.name,
        description: asked.description,
        inputSchema: toZod(z, asked),
        execute: async (input) => asked.run(input),
      }),
    ]),
  ),
  maxRetries: 0,
});
const messages = [];
for (const content of questions) {
  messages.push({ role: 'user', content });
  // Without `store` Responses would get ids of what OpenAI stores.
  const output = await agent.stream(messages, { maxSteps: 8, providerOptions: { openai: { store: false } } });
  for await (const { type, payload } of output.fullStream) if (type === 'error') throw payload.error;
  tell(await output.text);
  messages.push(...(await output.response).messages);
}
