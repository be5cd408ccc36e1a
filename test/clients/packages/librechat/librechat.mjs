// @librechat/agents: createAgentSession, as LibreChat runs its agents, streamed.
import { tmpdir } from 'node:os';
import { exit } from 'node:process';
import { tool } from '@langchain/core/tools';
import { Providers, createAgentSession } from '@librechat/agents';
import { z } from 'zod';
import { api, instructions, key, model, questions, tell, tools, url } from '../shared/script.mjs';
import { toZod } from '../shared/to-zod.mjs';

const common = { model, apiKey: key, streaming: true, streamUsage: true, maxRetries: 0 };
const openai = { ...common, provider: Providers.OPENAI, configuration: { baseURL: `${url}/v1` } };
const models = {
  chat: openai,
  responses: { ...openai, useResponsesApi: true },
  messages: { ...common, provider: Providers.ANTHROPIC, clientOptions: { baseURL: url }, promptCache: true },
};
const session = await createAgentSession({
  cwd: tmpdir(),
  graphConfig: {
    type: 'standard',
    instructions,
    llmConfig: models[api],
    tools: tools.map((asked) =>
      tool(asked.run, { name: asked.name, description: asked.description, schema: toZod(z, asked) }),
    ),
  },
});
for (const question of questions) tell((await session.run(question)).text);
// Its tracing keeps the process alive.
exit();
