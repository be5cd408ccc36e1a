// @anthropic-ai/sdk: beta.messages.toolRunner, streamed.
import Anthropic from '@anthropic-ai/sdk';
import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema';
import { instructions, key, model, questions, tell, tools, url } from '../shared/script.mjs';

const client = new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 });
const betaTools = tools.map(({ name, description, schema, run }) =>
  betaTool({ name, description, inputSchema: schema, run }),
);
let messages = [];
for (const content of questions) {
  const runner = client.beta.messages.toolRunner({
    model,
    max_tokens: 4000,
    system: instructions,
    messages: [...messages, { role: 'user', content }],
    tools: betaTools,
    stream: true,
  });
  for await (const stream of runner) await stream.done();
  const last = await runner.done();
  tell(last.content.map(({ text = '' }) => text).join(''));
  messages = [...runner.params.messages];
  if (messages.at(-1).role === 'user') messages.push({ role: 'assistant', content: last.content });
}
