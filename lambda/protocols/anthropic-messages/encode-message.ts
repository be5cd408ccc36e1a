import type { ChatEvent, Usage } from '../../chat/chat-event.ts';
import { Failure } from '../../chat/failure.ts';
import type { AnswerContext, Form } from '../protocol.ts';
import { type BlockEvent, trackContentBlocks } from './content-blocks.ts';
import { toAnthropicUsage, toMessage } from './message.ts';
import { toStopReason } from './stop-reason.ts';

/** `stream: false`: one message when all is there. */
export const wholeForm: Form = {
  name: 'whole',
  mediaType: 'application/json',
  hasHeartbeat: false,
  encode: encodeMessage,
};

async function* encodeMessage(events: AsyncIterable<ChatEvent>, context: AnswerContext): AsyncGenerator<string> {
  const readBlocks = trackContentBlocks();
  const said: BlockEvent[] = [];
  let usage: Usage | undefined;
  for await (const event of events) {
    said.push(...readBlocks(event));
    if (event.type === 'usage') ({ usage } = event);
    if (event.type !== 'message-stop') continue;
    const stopReason = toStopReason(event.stopReason);
    if (stopReason instanceof Failure) throw stopReason;
    const content = toContent(said);
    const rest = { content, stop_reason: stopReason, stop_sequence: null, usage: toAnthropicUsage(usage) };
    yield JSON.stringify({ ...toMessage(context), ...rest });
  }
}

/** The blocks with all that was added to them. */
function toContent(said: readonly BlockEvent[]): object[] {
  return said.flatMap((event) => {
    if (event.type !== 'content_block_start') return [];
    const { index, content_block: block } = event;
    const added = (kind: string) => said.flatMap((other) => textOf(other, index, kind)).join('');
    switch (block.type) {
      case 'text':
        return { ...block, text: added('text_delta') };
      case 'thinking':
        return { ...block, thinking: added('thinking_delta'), signature: added('signature_delta') };
      case 'tool_use':
        return { ...block, input: toInput(added('input_json_delta')) };
      case 'redacted_thinking':
        return block;
    }
  });
}

function textOf(event: BlockEvent, index: number, kind: string): string | [] {
  if (event.type !== 'content_block_delta' || event.index !== index || event.delta.type !== kind) return [];
  const { delta } = event;
  switch (delta.type) {
    case 'text_delta':
      return delta.text;
    case 'thinking_delta':
      return delta.thinking;
    case 'signature_delta':
      return delta.signature;
    case 'input_json_delta':
      return delta.partial_json;
  }
}

function toInput(json: string): unknown {
  try {
    return JSON.parse(json === '' ? '{}' : json);
  } catch {
    throw new Failure('model-error', 'the model called a tool with input that is no JSON: try again');
  }
}
