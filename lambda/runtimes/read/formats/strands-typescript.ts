import { fieldOf, stringIn } from '../../../chat/as-failure.ts';
import { openCalls } from '../open-calls.ts';
import { type ReadEvent, type Said, text, thought } from '../said.ts';
import { toEnd, toLastEnd } from '../to-end.ts';
import { toParts } from '../to-parts.ts';
import { toUsage } from '../to-usage.ts';

/** A model writes one call after the other. */
const place = '';

/**
 * Events of Strands for TypeScript (1.19) as JSON. The words come six times, and results four times: here they are read from what the model
 * streams and from `toolResultEvent`. What agents beside it say (`toolStreamUpdateEvent`) is not the answer. Errors of tools and of calls that are made again are not its end.
 */
export function strandsTypescript(): ReadEvent {
  const calls = openCalls();

  const model: Readonly<Record<string, (event: unknown) => readonly Said[]>> = {
    modelMessageStartEvent: () => [{ kind: 'step' }],
    modelContentBlockStartEvent: (event) => {
      const begun = fieldOf(event, 'start');
      if (begun) calls.begin(place, stringIn(begun, 'toolUseId') ?? '', stringIn(begun, 'name') ?? '');
      return [];
    },
    modelContentBlockDeltaEvent: (event) => readDelta(fieldOf(event, 'delta')),
    modelContentBlockStopEvent: () => calls.end(place),
    modelMessageStopEvent: (event) => toEnd(stringIn(event, 'stopReason') ?? ''),
    modelMetadataEvent: (event) => toUsage(fieldOf(event, 'usage')),
    modelRedactionEvent: (event) => (fieldOf(event, 'outputRedaction') ? [{ kind: 'retraction' }] : []),
  };

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

  function read(event: unknown): readonly Said[] {
    switch (stringIn(event, 'type')) {
      case 'modelStreamUpdateEvent': {
        const inner = fieldOf(event, 'event');
        return new Map(Object.entries(model)).get(stringIn(inner, 'type') ?? '')?.(inner) ?? [];
      }
      case 'toolResultEvent':
        return readResult(fieldOf(fieldOf(event, 'result'), 'toolResult'));
      case 'agentResultEvent':
        return toLastEnd(stringIn(fieldOf(event, 'result'), 'stopReason') ?? '');
      // Several agents, one after the other or side by side.
      case 'nodeStreamUpdateEvent':
        return read(fieldOf(fieldOf(event, 'inner'), 'event'));
      case 'multiAgentResultEvent': {
        const isDone = stringIn(fieldOf(event, 'result'), 'status') === 'COMPLETED';
        return isDone ? toEnd('end_turn') : [{ kind: 'error' }];
      }
      default:
        return [];
    }
  }

  return (event) => (/^[a-z]\w*Event$/.test(stringIn(event, 'type') ?? '') ? read(event) : undefined);
}

function readResult(result: unknown): readonly Said[] {
  const id = stringIn(result, 'toolUseId') ?? '';
  const isError = stringIn(result, 'status') === 'error';
  return [{ kind: 'result', id, isError, parts: toParts(fieldOf(result, 'content')) }];
}
