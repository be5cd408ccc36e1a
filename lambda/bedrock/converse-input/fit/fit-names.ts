import type { ChatRequest } from '../../../chat/chat-request.ts';

const maxLength = 64;

/** What Converse takes as a tool's name (API reference, ToolSpecification). */
export function isFit(name: string): boolean {
  return name.length <= maxLength && /^[\w-]+$/.test(name);
}

/** A request whose tools have names that Converse takes, and the client's own name for each. */
interface FittedNames<Chat> {
  readonly chat: Chat;
  readonly toOwnName: (name: string) => string;
}

/** Tools of MCP servers have dots and slashes in their names, and long ones. */
export function fitNames<Chat extends ChatRequest>(chat: Chat): FittedNames<Chat> {
  const { tools = [], toolChoice, turns } = chat;
  const called = turns.flatMap(({ content }) => content.flatMap((part) => (part.kind === 'tool-use' ? part.name : [])));
  const names = new Set([...tools.map(({ name }) => name), ...called]);
  if ([...names].every(isFit)) return { chat, toOwnName: (name) => name };
  const fitted = fitAll(names);
  const own = new Map([...fitted].map(([name, fit]) => [fit, name]));
  const fit = (name: string) => fitted.get(name) ?? name;
  return {
    toOwnName: (name) => own.get(name) ?? name,
    chat: {
      ...chat,
      tools: chat.tools?.map((tool) => ({ ...tool, name: fit(tool.name) })),
      ...(typeof toolChoice === 'object' && { toolChoice: { name: fit(toolChoice.name) } }),
      turns: turns.map(({ role, content }) => ({
        role,
        content: content.map((part) => (part.kind === 'tool-use' ? { ...part, name: fit(part.name) } : part)),
      })),
    },
  };
}

/** Names that fit are kept; no two become one. */
function fitAll(names: ReadonlySet<string>): ReadonlyMap<string, string> {
  const taken = new Set([...names].filter(isFit));
  const fitted = new Map<string, string>();
  /** How often a base was wanted, so that its next free name is not searched for from the start. */
  const wanted = new Map<string, number>();
  for (const name of names) {
    if (isFit(name)) continue;
    const base = name.replaceAll(/[^\w-]+/g, '_').slice(0, maxLength - 8);
    let count = wanted.get(base) ?? 0;
    let fit = base;
    do {
      count += 1;
      fit = count === 1 ? base : `${base}_${count}`;
    } while (taken.has(fit));
    wanted.set(base, count);
    taken.add(fit);
    fitted.set(name, fit);
  }
  return fitted;
}
