import { fieldOf, stringIn } from '../../../chat/as-failure.ts';
import { openCalls } from '../open-calls.ts';
import { type ReadEvent, type Said, text, thought } from '../said.ts';
import { toEnd } from '../to-end.ts';
import { gatherParts } from '../to-parts.ts';
import { toUsage } from '../to-usage.ts';

/** One block at a time: agents whose models are not Bedrock's leave out the index. */
const place = '';

/**
 * ConverseStream's events, several messages long: an AgentCore harness sends them bare, Strands for Python under `event`
 * (InvokeHarness in @aws-sdk/client-bedrock-agentcore 3.1141; strands 1.40).
 */
export function converse(): ReadEvent {
  const calls = openCalls();
  /** What a tool of the harness's own returned. */
  let result:
    | { readonly id: string; readonly isError: boolean; readonly parts: ReturnType<typeof gatherParts> }
    | undefined;

  function start(begun: unknown): void {
    const toolUse = fieldOf(begun, 'toolUse');
    const toolResult = fieldOf(begun, 'toolResult');
    if (toolUse) calls.begin(place, stringIn(toolUse, 'toolUseId') ?? '', stringIn(toolUse, 'name') ?? '');
    if (toolResult) {
      const isError = stringIn(toolResult, 'status') === 'error';
      result = { id: stringIn(toolResult, 'toolUseId') ?? '', isError, parts: gatherParts() };
    }
  }

  function proceed(delta: unknown): readonly Said[] {
    const toolResult = fieldOf(delta, 'toolResult');
    if (Array.isArray(toolResult)) result?.parts.add(toolResult);
    calls.add(place, stringIn(fieldOf(delta, 'toolUse'), 'input') ?? '');
    return [...thought(fieldOf(fieldOf(delta, 'reasoningContent'), 'text')), ...text(fieldOf(delta, 'text'))];
  }

  function stop(): readonly Said[] {
    const ended = result;
    result = undefined;
    return ended ? [{ kind: 'result', ...ended, parts: ended.parts.take() }] : calls.end(place);
  }

  const readers: Readonly<Record<string, (data: unknown) => readonly Said[]>> = {
    // A harness tells what its tools returned in messages of the user.
    messageStart: (data) => {
      calls.clear();
      return stringIn(data, 'role') === 'user' ? [] : [{ kind: 'step' }];
    },
    contentBlockStart: (data) => {
      start(fieldOf(data, 'start'));
      return [];
    },
    contentBlockDelta: (data) => proceed(fieldOf(data, 'delta')),
    contentBlockStop: stop,
    messageStop: (data) => toEnd(stringIn(data, 'stopReason') ?? ''),
    metadata: (data) => toUsage(fieldOf(data, 'usage')),
    redactContent: (data) =>
      stringIn(data, 'redactAssistantContentMessage') === undefined ? [] : [{ kind: 'retraction' }],
    hookEvent: () => [],
  };
  const known = new Map(Object.entries(readers));

  return (event) => {
    for (const [name, data] of Object.entries(event)) {
      const read = known.get(name);
      if (read) return read(data);
    }
    return undefined;
  };
}
