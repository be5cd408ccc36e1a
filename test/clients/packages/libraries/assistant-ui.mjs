// @assistant-ui/react-ai-sdk: useChatRuntime with tools that run in the page, which is rendered into jsdom.
import { exit } from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { JSDOM } from 'jsdom';
import { key, model, questions, tell, tools, url } from '../shared/script.mjs';

const { window } = new JSDOM('<div id="root"></div>', { url: 'http://127.0.0.1/' });
class ResizeObserver {
  observe() {}
  disconnect() {}
}
Object.assign(globalThis, { window, document: window.document, HTMLElement: window.HTMLElement, ResizeObserver });
// React looks for a page when it is imported.
const { createElement } = await import('react');
const { createRoot } = await import('react-dom/client');
const { AssistantRuntimeProvider, makeAssistantTool } = await import('@assistant-ui/react');
const { AssistantChatTransport, useChatRuntime } = await import('@assistant-ui/react-ai-sdk');
const { lastAssistantMessageIsCompleteWithToolCalls } = await import('ai');

const transport = new AssistantChatTransport({
  api: `${url}/api/chat`,
  headers: { 'x-api-key': key },
  body: { model },
});
const toolViews = tools.map(({ name, description, schema, run }) =>
  makeAssistantTool({ toolName: name, type: 'frontend', description, parameters: schema, execute: run }),
);
let runtime;
let failure;
function Page() {
  runtime = useChatRuntime({
    transport,
    sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithToolCalls,
    onError: (error) => (failure = error),
  });
  return createElement(AssistantRuntimeProvider, { runtime }, ...toolViews.map((view) => createElement(view)));
}
createRoot(document.querySelector('#root')).render(createElement(Page));
await setTimeout(200);
for (const text of questions) {
  runtime.thread.append({ role: 'user', content: [{ type: 'text', text }] });
  tell(await settle());
}
exit();

/** The last text, when the page has been at rest for a while. */
async function settle() {
  for (let quiet = 0; quiet < 15; quiet += 1) {
    if (runtime.thread.getState().isRunning) quiet = 0;
    await setTimeout(30);
  }
  if (failure) throw failure;
  return runtime.thread
    .getState()
    .messages.at(-1)
    .content.findLast(({ type }) => type === 'text')?.text;
}
