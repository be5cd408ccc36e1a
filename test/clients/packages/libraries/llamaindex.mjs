// @llamaindex/workflow: agent() with a memory, streamed. And OpenAIEmbedding.
import { env } from 'node:process';
import { Anthropic } from '@llamaindex/anthropic';
import { OpenAI, OpenAIEmbedding, openaiResponses } from '@llamaindex/openai';
import { agent, agentStreamEvent } from '@llamaindex/workflow';
import { createMemory, tool } from 'llamaindex';
import { z } from 'zod';
import { api, instructions, key, model, questions, tell, tools, url } from '../shared/script.mjs';
import { toZod } from '../shared/to-zod.mjs';

// @llamaindex/anthropic has no option for it.
env.ANTHROPIC_BASE_URL = url;
const openai = { model, apiKey: key, baseURL: `${url}/v1`, maxRetries: 0, supportToolCall: true };
const models = {
  // Its own default of 0.1 is refused for models that have no temperature; 1 changes nothing.
  chat: () => new OpenAI({ ...openai, temperature: 1 }),
  responses: () => openaiResponses(openai),
  messages: () => new Anthropic({ model, apiKey: key, maxRetries: 0 }),
};
if (api === 'chat') {
  const embedding = new OpenAIEmbedding({ model: 'vectors', apiKey: key, baseURL: `${url}/v1`, maxRetries: 0 });
  const vectors = await embedding.getTextEmbeddings(['one', 'two']);
  if (vectors.map(({ length }) => length).join() !== '1024,1024') throw new Error('no vectors of 1024 numbers came');
}
const writer = agent({
  llm: models[api](),
  memory: createMemory(),
  tools: tools.map((asked) =>
    tool({ name: asked.name, description: asked.description, parameters: toZod(z, asked), execute: asked.run }),
  ),
  systemPrompt: instructions,
});
for (const question of questions) {
  let text = '';
  for await (const event of writer.runStream(question)) {
    if (agentStreamEvent.include(event)) text += event.data.delta;
  }
  tell(text);
}
