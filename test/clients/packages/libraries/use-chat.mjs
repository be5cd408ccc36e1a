// @ai-sdk/react of ai 5, 6 and 7: the Chat behind useChat, with tools that run in the page. API is the major version.
import { setTimeout } from 'node:timers/promises';
import { api, key, model, questions, tell, tools, url } from '../shared/script.mjs';

const { DefaultChatTransport, lastAssistantMessageIsCompleteWithToolCalls } = await import(`ai${api}`);
const { Chat } = await import(`ai${api}-react`);

const definitions = tools.map(({ name, description, schema }) => [name, { description, inputSchema: schema }]);
const chat = new Chat({
  transport: new DefaultChatTransport({
    api: `${url}/api/chat`,
    headers: { 'x-api-key': key },
    body: { model, tools: Object.fromEntries(definitions) },
  }),
  sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithToolCalls,
  onToolCall({ toolCall: { toolName, toolCallId, input } }) {
    const output = tools.find(({ name }) => name === toolName).run(input);
    // Not awaited: it waits for the answer that is still being read.
    void chat.addToolResult({ tool: toolName, toolCallId, output });
  },
});
// What a page with useChat({ resume: true }) does when it is loaded: there is never anything to resume.
await chat.resumeStream();
if (chat.error) throw chat.error;
for (const text of questions) {
  await chat.sendMessage({ text });
  tell(await settle());
}

/** The last text, when the chat has been at rest for a while after it. */
async function settle() {
  for (let quiet = 0; quiet < 10; quiet += 1) {
    if (chat.error) throw chat.error;
    if (chat.status !== 'ready' || chat.lastMessage.parts.at(-1)?.type !== 'text') quiet = 0;
    await setTimeout(20);
  }
  return chat.lastMessage.parts.at(-1).text;
}
