// openai: OpenAI's loop over Responses, in which the output is appended to the input.
import OpenAI from 'openai';
import { instructions, key, model, questions, tell, tools, url } from '../shared/script.mjs';

const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
const functions = tools.map(({ name, description, schema }) => ({
  type: 'function',
  name,
  description,
  parameters: schema,
  strict: true,
}));
const input = [];
for (const content of questions) {
  input.push({ role: 'user', content });
  tell(await answer());
}

async function answer() {
  for (;;) {
    const response = await client.responses.stream({ model, instructions, input, tools: functions }).finalResponse();
    if (response.status !== 'completed') throw new Error(response.error?.message ?? response.status);
    input.push(...response.output);
    const calls = response.output.filter(({ type }) => type === 'function_call');
    if (calls.length === 0) return response.output_text;
    for (const { call_id, name, arguments: json } of calls) {
      const output = tools.find((tool) => tool.name === name).run(JSON.parse(json));
      input.push({ type: 'function_call_output', call_id, output });
    }
  }
}
