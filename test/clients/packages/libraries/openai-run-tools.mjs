// openai: chat.completions.runTools, streamed.
import OpenAI from 'openai';
import { instructions, key, model, questions, tell, tools, url } from '../shared/script.mjs';

const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
const functions = tools.map(({ name, description, schema, run }) => ({
  type: 'function',
  function: { name, description, parameters: schema, parse: JSON.parse, function: run },
}));
let messages = [{ role: 'system', content: instructions }];
for (const content of questions) {
  const runner = client.chat.completions.runTools({
    model,
    stream: true,
    messages: [...messages, { role: 'user', content }],
    tools: functions,
  });
  tell(await runner.finalContent());
  messages = runner.messages;
}
