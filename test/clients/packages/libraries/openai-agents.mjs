// @openai/agents: a Runner with a session in memory, streamed.
import { Agent, MemorySession, OpenAIProvider, Runner, tool } from '@openai/agents';
import { z } from 'zod';
import { api, instructions, key, model, questions, tell, tools, url } from '../shared/script.mjs';
import { toZod } from '../shared/to-zod.mjs';

const agent = new Agent({
  name: 'Writer',
  instructions,
  model,
  tools: tools.map((asked) =>
    tool({ name: asked.name, description: asked.description, parameters: toZod(z, asked), execute: asked.run }),
  ),
});
const modelProvider = new OpenAIProvider({ apiKey: key, baseURL: `${url}/v1`, useResponses: api === 'responses' });
// Traces would go to OpenAI.
const runner = new Runner({ modelProvider, tracingDisabled: true });
const session = new MemorySession();
for (const question of questions) {
  const result = await runner.run(agent, question, { stream: true, session });
  await result.completed;
  tell(result.finalOutput);
}
