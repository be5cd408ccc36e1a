import type { EventSourceMessage } from 'eventsource-parser';

/** What one event means to a client of its protocol. */
interface Said {
  readonly text?: string;
  readonly end?: 'complete' | 'failed';
  /** The kind of a failure, if the protocol has a place for it. */
  readonly kind?: string;
}

export interface Client {
  readonly name: string;
  readonly path: string;
  readonly headers: (key: string) => Readonly<Record<string, string>>;
  readonly body: (model: string, question: string) => object;
  readonly read: (event: EventSourceMessage) => Said;
}

const messagesOf = (content: string) => [{ role: 'user', content }];
const bearer: Client['headers'] = (key) => ({ authorization: `Bearer ${key}` });

export const native: Client = {
  name: 'native',
  path: 'chat',
  headers: (key) => ({ 'x-api-key': key, accept: 'text/event-stream' }),
  body: (model, message) => ({ message, model }),
  read({ event, data }) {
    const { text = '', kind = '' }: { text?: string; kind?: string } = JSON.parse(data);
    if (event === 'delta') return { text };
    if (event === 'error') return { end: 'failed', kind };
    return event === 'done' ? { end: 'complete' } : {};
  },
};

const openai: Client = {
  name: 'openai-chat',
  path: 'v1/chat/completions',
  headers: bearer,
  body: (model, question) => ({ model, messages: messagesOf(question), stream: true }),
  read({ data }) {
    if (data === '[DONE]') return { end: 'complete' };
    const chunk: { error?: { code: string }; choices?: { delta: { content?: string } }[] } = JSON.parse(data);
    if (chunk.error) return { end: 'failed', kind: chunk.error.code };
    return { text: chunk.choices?.[0]?.delta.content ?? '' };
  },
};

export const anthropic: Client = {
  name: 'anthropic-messages',
  path: 'v1/messages',
  headers: (key) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
  body: (model, question) => ({ model, messages: messagesOf(question), max_tokens: 1000, stream: true }),
  read({ event, data }) {
    const { delta }: { delta?: { text?: string } } = JSON.parse(data);
    if (event === 'error') return { end: 'failed' };
    return event === 'message_stop' ? { end: 'complete' } : { text: delta?.text ?? '' };
  },
};

const ui: Client = {
  name: 'ui-messages',
  path: 'api/chat',
  headers: bearer,
  body: (model, text) => ({ id: 'c', messages: [{ id: 'm', role: 'user', parts: [{ type: 'text', text }] }], model }),
  read({ data }) {
    if (data === '[DONE]') return { end: 'complete' };
    const part: { type: string; delta?: string } = JSON.parse(data);
    return part.type === 'error' ? { end: 'failed' } : { text: part.delta ?? '' };
  },
};

export const clients: readonly Client[] = [native, openai, anthropic, ui];

/** The protocol of the request with this number: each scenario is requested in each protocol. */
export function toClient(index: number, deckSize: number): Client {
  const client = clients[(index + Math.floor(index / deckSize)) % clients.length];
  if (client === undefined) throw new Error(`there is no request ${index}`);
  return client;
}
