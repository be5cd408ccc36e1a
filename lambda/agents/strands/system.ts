import type { SystemPrompt, SystemPromptData } from '@strands-agents/sdk';
import type { ChatRequest } from '../../chat/chat-request.ts';

type System = NonNullable<ChatRequest['system']>;

/** The agent's own words, then the caller's; undefined where there are none, so that the deployment's hold. */
export function fromSystem(own: string | undefined, asked: System = []): SystemPromptData | undefined {
  const parts = [
    ...(own === undefined ? [] : [{ text: own }]),
    ...asked.map((part) =>
      part.kind === 'text'
        ? { text: part.text }
        : { cachePoint: { cacheType: 'default' as const, ...(part.ttl && { ttl: part.ttl }) } },
    ),
  ];
  return parts.length > 0 ? parts : undefined;
}

export function toSystem(prompt: SystemPrompt | undefined): { readonly system?: System } {
  if (prompt === undefined) return {};
  if (typeof prompt === 'string') return { system: [{ kind: 'text', text: prompt }] };
  return {
    system: prompt.flatMap((block): System => {
      if (block.type === 'textBlock') return [{ kind: 'text', text: block.text }];
      if (block.type !== 'cachePointBlock') return [];
      return [{ kind: 'cache-point', ...(block.ttl === '1h' && { ttl: '1h' }) }];
    }),
  };
}
