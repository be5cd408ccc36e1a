// @strands-agents/sdk: an Agent, streamed, which keeps its own messages.
import { Agent, tool } from '@strands-agents/sdk';
import { AnthropicModel } from '@strands-agents/sdk/models/anthropic';
import { OpenAIModel } from '@strands-agents/sdk/models/openai';
import { z } from 'zod';
import { api, instructions, key, model, questions, tell, tools, url } from '../shared/script.mjs';
import { toZod } from '../shared/to-zod.mjs';

const common = { apiKey: key, modelId: model };
const agent = new Agent({
  model:
    api === 'messages'
      ? new AnthropicModel({ ...common, clientConfig: { baseURL: url, maxRetries: 0 } })
      : new OpenAIModel({ ...common, api, clientConfig: { baseURL: `${url}/v1`, maxRetries: 0 } }),
  tools: tools.map((asked) =>
    tool({ name: asked.name, description: asked.description, inputSchema: toZod(z, asked), callback: asked.run }),
  ),
  systemPrompt: instructions,
  printer: false,
});
for (const question of questions) {
  const { lastMessage } = await agent.invoke(question);
  tell(lastMessage.content.map(({ text = '' }) => text).join(''));
}
