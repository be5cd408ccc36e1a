import type { ChatEvent } from '../../chat/chat-event.ts';
import type { Turn as Message } from '../../chat/chat-request.ts';
import type { Content } from '../../chat/content.ts';
import type { Json } from '../../chat/json.ts';
import { parseModelJson } from './parse-model-json.ts';

interface Step {
  readonly said: Content[];
  readonly results: Content[];
}

/**
 * An agent's answer as its model saw it: what it said and called in each step, and what its tools returned. Calls that were never answered are
 * left out, since a model refuses them; so are thoughts, which belong to the answer that they were thought for.
 */
export function toSteps(events: Iterable<ChatEvent>): Message[] {
  const steps = gatherSteps(events);
  return steps.flatMap(({ said, results }): Message[] => {
    const answered = new Set(results.flatMap((part) => (part.kind === 'tool-result' ? [part.id] : [])));
    const called = new Set(said.flatMap((part) => (part.kind === 'tool-use' ? [part.id] : [])));
    const spoken = said.filter((part) =>
      part.kind === 'tool-use' ? answered.has(part.id) : part.kind !== 'text' || part.text.trim() !== '',
    );
    const known = results.filter((part) => part.kind === 'tool-result' && called.has(part.id));
    return [
      ...(spoken.length > 0 ? [{ role: 'assistant' as const, content: spoken }] : []),
      ...(known.length > 0 ? [{ role: 'user' as const, content: known }] : []),
    ];
  });
}

/** A step is over when something is said after results. */
function gatherSteps(events: Iterable<ChatEvent>): readonly Step[] {
  const steps: Step[] = [];
  let call: { readonly id: string; readonly name: string; json: string } | undefined;
  let result: { readonly id: string; readonly isError: boolean } | undefined;
  let text: { kind: 'text'; text: string } | undefined;

  const last = () => steps.at(-1) ?? add();
  function add(): Step {
    const step: Step = { said: [], results: [] };
    steps.push(step);
    return step;
  }
  const speaking = () => (last().results.length > 0 ? add() : last());

  for (const event of events) {
    switch (event.type) {
      case 'block-start':
        if (event.block.kind === 'text') speaking().said.push((text = { kind: 'text', text: '' }));
        if (event.block.kind === 'server-tool-use') call = { id: event.block.id, name: event.block.name, json: '' };
        if (event.block.kind === 'server-tool-result') result = event.block;
        break;
      case 'text-delta':
        if (text) text.text += event.text;
        break;
      case 'server-tool-delta':
        if (call) call.json += event.json;
        break;
      case 'server-tool-result':
        if (result) last().results.push(toResult(result, event.parts));
        break;
      case 'block-stop': {
        const input = call && toInput(call.json);
        if (call && input !== undefined)
          speaking().said.push({ kind: 'tool-use', id: call.id, name: call.name, input });
        call = undefined;
        break;
      }
      case 'message-start':
      case 'sources':
      case 'reasoning-delta':
      case 'reasoning-signature':
      case 'reasoning-redacted':
      case 'tool-use-delta':
      case 'citation':
      case 'call':
      case 'usage':
      case 'message-stop':
      case 'silence':
      case 'failure':
    }
  }
  return steps;
}

function toResult(
  { id, isError }: { readonly id: string; readonly isError: boolean },
  parts: readonly unknown[],
): Content {
  const texts = parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part)));
  return {
    kind: 'tool-result',
    id,
    // Converse refuses blank text.
    content: texts.filter((text) => text.trim() !== '').map((text) => ({ kind: 'text', text })),
    isError,
  };
}

/** Undefined for one that was cut. */
function toInput(json: string): Json | undefined {
  try {
    return parseModelJson(json.trim() === '' ? '{}' : json);
  } catch {
    return undefined;
  }
}
