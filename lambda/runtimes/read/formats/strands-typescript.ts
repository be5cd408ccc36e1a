import { fieldOf, stringIn } from '../../../chat/as-failure.ts';
import { openCalls } from '../open-calls.ts';
import { type ReadEvent, type Said, text, thought, toShort } from '../said.ts';
import { toEnd, toLastEnd } from '../to-end.ts';
import { toParts } from '../to-parts.ts';
import { toUsage } from '../to-usage.ts';
import { tooLong } from '../unreadable.ts';

/** A model writes one call after the other. */
const place = '';

/**
 * Events of Strands for TypeScript (1.19) as JSON. The words come six times, and results four times: here they are read from what the model
 * streams and from `toolResultEvent`. What agents beside it say (`toolStreamUpdateEvent`) is not the answer. Errors of tools, and of calls of a
 * model that are made again, are not its end. Of several agents in a graph (`nodeStreamUpdateEvent`), none is the end of it.
 */
export function strandsTypescript(): ReadEvent {
  const readAgent = createReader();
  const nodes = new Map<string, ReturnType<typeof createReader>>();

  function readNode(event: unknown): readonly Said[] {
    const id = toShort(stringIn(event, 'nodeId'));
    const readOne = nodes.get(id) ?? createReader();
    nodes.set(id, readOne);
    if (nodes.size > maxNodes) throw tooLong();
    return readOne(fieldOf(fieldOf(event, 'inner'), 'event')).filter(({ kind }) => kind !== 'end');
  }

  return (event) => {
    const type = stringIn(event, 'type') ?? '';
    if (!/^[a-z]\w*Event$/.test(type)) return undefined;
    if (type === 'nodeStreamUpdateEvent') return readNode(event);
    if (type !== 'multiAgentResultEvent') return readAgent(event);
    const isDone = stringIn(fieldOf(event, 'result'), 'status') === 'COMPLETED';
    return isDone ? toEnd('end_turn') : [{ kind: 'error' }];
  };
}

const maxNodes = 1_000;

/** Of one agent. */
function createReader(): (event: unknown) => readonly Said[] {
  const calls = openCalls();

  const model: ReadonlyMap<string, (event: unknown) => readonly Said[]> = new Map(
    Object.entries({
      modelMessageStartEvent: (): readonly Said[] => {
        calls.clear();
        return [{ kind: 'step' }];
      },
      modelContentBlockStartEvent: (event: unknown): readonly Said[] => {
        const begun = fieldOf(event, 'start');
        if (begun) calls.begin(place, stringIn(begun, 'toolUseId') ?? '', stringIn(begun, 'name') ?? '');
        return [];
      },
      modelContentBlockDeltaEvent: (event: unknown) => readDelta(fieldOf(event, 'delta')),
      modelContentBlockStopEvent: () => calls.end(place),
      modelMessageStopEvent: (event: unknown) => toEnd(stringIn(event, 'stopReason') ?? ''),
      modelMetadataEvent: (event: unknown) => toUsage(fieldOf(event, 'usage')),
      modelRedactionEvent: (event: unknown): readonly Said[] =>
        fieldOf(event, 'outputRedaction') ? [{ kind: 'retraction' }] : [],
    }),
  );

  function readDelta(delta: unknown): readonly Said[] {
    switch (stringIn(delta, 'type')) {
      case 'textDelta':
        return text(fieldOf(delta, 'text'));
      case 'reasoningContentDelta':
        return thought(fieldOf(delta, 'text'));
      case 'toolUseInputDelta':
        calls.add(place, stringIn(delta, 'input') ?? '');
        return [];
      default:
        return [];
    }
  }

  return (event) => {
    switch (stringIn(event, 'type')) {
      case 'modelStreamUpdateEvent': {
        const inner = fieldOf(event, 'event');
        return model.get(stringIn(inner, 'type') ?? '')?.(inner) ?? [];
      }
      case 'toolResultEvent':
        return readResult(fieldOf(fieldOf(event, 'result'), 'toolResult'));
      case 'agentResultEvent':
        return toLastEnd(stringIn(fieldOf(event, 'result'), 'stopReason') ?? '');
      default:
        return [];
    }
  };
}

function readResult(result: unknown): readonly Said[] {
  const id = stringIn(result, 'toolUseId') ?? '';
  const isError = stringIn(result, 'status') === 'error';
  return [{ kind: 'result', id, isError, parts: toParts(fieldOf(result, 'content')) }];
}
