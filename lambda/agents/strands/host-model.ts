import {
  type BaseModelConfig,
  type Message,
  Model,
  type ModelStreamEvent,
  type StreamOptions,
} from '@strands-agents/sdk';
import type { ChatEvent } from '../../chat/chat-event.ts';

/** Asks the deployment's model for the next step. */
type Ask = (messages: readonly Message[], options: StreamOptions) => AsyncIterable<ChatEvent>;

/**
 * A Strands model that asks as every other request does: over the same client and connections, with the same rules of families and the same
 * repairs. Strands' own Bedrock model opens a second client, renames stops and drops blocks that it does not know.
 */
export class HostModel extends Model {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    super();
    this.#ask = ask;
  }

  override updateConfig(): void {
    // The settings and the request say all there is to say.
  }

  override getConfig(): BaseModelConfig {
    return {};
  }

  override async *stream(messages: Message[], options: StreamOptions = {}): AsyncGenerator<ModelStreamEvent> {
    let isCall = false;
    for await (const event of this.#ask(messages, options)) {
      if (event.type === 'block-start') isCall = event.block.kind === 'tool-use';
      // A call is told when it is ready, whole: one that was cut must never look like one to run.
      if (!isCall || !('index' in event)) yield* toModelEvents(event);
    }
  }
}

/** What Strands has to know of an answer: it puts the message together and runs the tools. */
function* toModelEvents(event: ChatEvent): Generator<ModelStreamEvent> {
  switch (event.type) {
    case 'message-start':
      yield { type: 'modelMessageStartEvent', role: 'assistant' };
      break;
    case 'block-start':
      yield { type: 'modelContentBlockStartEvent' };
      break;
    case 'call': {
      const { id, name, json } = event.call;
      yield { type: 'modelContentBlockStartEvent', start: { type: 'toolUseStart', name, toolUseId: id } };
      yield { type: 'modelContentBlockDeltaEvent', delta: { type: 'toolUseInputDelta', input: json } };
      yield { type: 'modelContentBlockStopEvent' };
      break;
    }
    case 'text-delta':
      yield { type: 'modelContentBlockDeltaEvent', delta: { type: 'textDelta', text: event.text } };
      break;
    case 'reasoning-delta':
      yield { type: 'modelContentBlockDeltaEvent', delta: { type: 'reasoningContentDelta', text: event.text } };
      break;
    case 'reasoning-signature':
      yield {
        type: 'modelContentBlockDeltaEvent',
        delta: { type: 'reasoningContentDelta', signature: event.signature },
      };
      break;
    case 'reasoning-redacted':
      yield {
        type: 'modelContentBlockDeltaEvent',
        delta: { type: 'reasoningContentDelta', redactedContent: event.data },
      };
      break;
    case 'block-stop':
      yield { type: 'modelContentBlockStopEvent' };
      break;
    case 'usage': {
      const { input, output, total } = event.usage;
      yield {
        type: 'modelMetadataEvent',
        usage: { inputTokens: input, outputTokens: output, totalTokens: total },
      };
      break;
    }
    case 'message-stop':
      // Any other than `toolUse` ends the loop. Strands throws at some, so it is told of none.
      yield { type: 'modelMessageStopEvent', stopReason: event.stop.kind === 'tool-use' ? 'toolUse' : 'endTurn' };
      break;
    case 'failure':
      throw event.failure;
    case 'tool-use-delta':
    case 'sources':
    case 'citation':
    case 'server-tool-delta':
    case 'server-tool-result':
    case 'silence':
  }
}
