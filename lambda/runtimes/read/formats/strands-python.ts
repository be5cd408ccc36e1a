import { fieldOf, stringIn } from '../../../chat/as-failure.ts';
import { type ReadEvent, type Said, toShort } from '../said.ts';
import { toParts } from '../to-parts.ts';
import { tooLong } from '../unreadable.ts';
import { converse } from './converse.ts';

/** Keys of its dictionaries that say nothing to callers. What a tool streams may be the words of an agent beside it. */
const silent = [
  'init_event_loop',
  'start',
  'start_event_loop',
  'current_tool_use',
  'tool_cancel_event',
  'structured_output',
  'force_stop',
] as const;

/**
 * Dictionaries of Strands for Python (1.40) as JSON: Converse's own events under `event`, and what tools returned in the messages of the user.
 * An event that JSON can't hold comes as a text of Python's (`"{'data': …"`), with the words again and the whole conversation: read-values.ts
 * drops it. Several agents in a graph are done when each of them is: nothing else says so.
 */
export function strandsPython(): ReadEvent {
  const readOne = createReader();
  const nodes = new Map<string, { readonly read: ReturnType<typeof createReader>; isDone: boolean }>();

  function openNode(given: unknown) {
    const id = toShort(typeof given === 'string' ? given : '');
    const node = nodes.get(id) ?? { read: createReader(), isDone: false };
    nodes.set(id, node);
    if (nodes.size > maxNodes) throw tooLong();
    return node;
  }

  /** A swarm that hands on says so before it knows whether it may: then nobody goes on. */
  function begin(ids: readonly unknown[]): readonly Said[] {
    for (const id of ids) openNode(id).isDone = false;
    return [{ kind: 'step' }];
  }

  function readNode(event: object): readonly Said[] {
    const node = openNode(fieldOf(event, 'node_id'));
    const inner = fieldOf(event, 'event');
    const said = typeof inner === 'object' && inner !== null ? (node.read(inner) ?? []) : [];
    if (said.some(({ kind }) => kind === 'step')) node.isDone = false;
    if (said.some(({ kind }) => kind === 'end')) node.isDone = true;
    const areAllDone = [...nodes.values()].every(({ isDone }) => isDone);
    return said.filter(({ kind }) => kind !== 'end' || areAllDone);
  }

  return (event) => {
    const type = stringIn(event, 'type');
    if (type === undefined) return readOne(event);
    if (type === 'multiagent_node_stream') return readNode(event);
    if (type === 'multiagent_node_start') return begin([fieldOf(event, 'node_id')]);
    if (type === 'multiagent_handoff') {
      const next = fieldOf(event, 'to_node_ids');
      return begin(Array.isArray(next) ? next : []);
    }
    return type === 'tool_stream' || type.startsWith('multiagent_') ? [] : undefined;
  };
}

const maxNodes = 1_000;

/** Of one agent. */
function createReader(): ReadEvent {
  const read = converse();
  return (event) => {
    const inner = fieldOf(event, 'event');
    if (typeof inner === 'object' && inner !== null) return read(inner) ?? [];
    const message = fieldOf(event, 'message');
    if (typeof message === 'object' && message !== null) return readMessage(message);
    // A person is asked, who can't be asked here: no stop of the model's says so.
    if ('tool_interrupt_event' in event) return [{ kind: 'end', stop: 'open' }];
    return silent.some((key) => key in event) ? [] : undefined;
  };
}

function readMessage(message: object): readonly Said[] {
  const content = fieldOf(message, 'content');
  if (stringIn(message, 'role') !== 'user' || !Array.isArray(content)) return [];
  return content.flatMap((block): readonly Said[] => {
    const result = fieldOf(block, 'toolResult');
    const id = stringIn(result, 'toolUseId');
    if (id === undefined) return [];
    const isError = stringIn(result, 'status') === 'error';
    return [{ kind: 'result', id, isError, parts: toParts(fieldOf(result, 'content')) }];
  });
}
