// ai 5, 6 and 7: streamText with tools. API is the major version and the provider: `7 responses`.
import { z } from 'zod';
import { api, instructions, key, model, questions, tell, tools, url } from '../shared/script.mjs';
import { toZod } from '../shared/to-zod.mjs';

const [major, provider] = api.split(' ');
const { stepCountIs, streamText, tool } = await import(`ai${major}`);
const at = { baseURL: `${url}/v1`, apiKey: key };
const models = {
  responses: async () => (await import(`ai${major}-openai`)).createOpenAI(at)(model),
  chat: async () => (await import(`ai${major}-openai`)).createOpenAI(at).chat(model),
  compatible: async () =>
    (await import(`ai${major}-openai-compatible`)).createOpenAICompatible({ ...at, name: 'rivulet' })(model),
  messages: async () => (await import(`ai${major}-anthropic`)).createAnthropic(at)(model),
};
const asked = {
  model: await models[provider](),
  // Version 7's name for `system`.
  ...(major === '7' ? { instructions } : { system: instructions }),
  tools: Object.fromEntries(
    tools.map((each) => [
      each.name,
      tool({ description: each.description, inputSchema: toZod(z, each), execute: async (input) => each.run(input) }),
    ]),
  ),
  stopWhen: stepCountIs(8),
  maxRetries: 0,
  // Without it the history would be sent as ids of what OpenAI stores.
  providerOptions: { openai: { store: false } },
};
const messages = [];
for (const content of questions) {
  messages.push({ role: 'user', content });
  let failure;
  const result = streamText({ ...asked, messages, onError: ({ error }) => (failure = error) });
  // What comes after an error is told by it.
  const text = await result.text.catch(() => '');
  if (failure) throw failure;
  tell(text);
  messages.push(...(major === '7' ? await result.responseMessages : (await result.response).messages));
}
