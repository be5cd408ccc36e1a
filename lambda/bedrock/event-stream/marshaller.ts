import { isUtf8 } from 'node:buffer';
import type { BedrockRuntimeClientConfig, ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import {
  EventStreamCodec,
  type EventStreamMarshallerOptions,
  getMessageUnmarshaller,
  type Message,
} from '@smithy/core/event-streams';
import { Failure } from '../../chat/failure.ts';
import { splitFrames } from './split-frames.ts';
import { readTextDeltas, type TextDelta } from './text-deltas.ts';

type SerdeProvider = NonNullable<BedrockRuntimeClientConfig['eventStreamSerdeProvider']>;

/**
 * The SDK's own option for reading event streams, with one change: text deltas are read here, and those of one block that
 * came in one read of the socket become one. None waits for another. Everything else, errors too, is the SDK's
 * (docs/decisions/0012).
 */
export const eventStreamSerdeProvider: SerdeProvider = (options: EventStreamMarshallerOptions) => {
  const codec = new EventStreamCodec(options.utf8Encoder, options.utf8Decoder);
  return {
    serialize() {
      throw new Error('Converse sends no stream: lambda/bedrock/event-stream/marshaller.ts');
    },
    deserialize(body, deserializer) {
      // The SDK's types are for any service; the only stream that this client reads is Converse's.
      const toEvent = getMessageUnmarshaller(deserializer as ToEvent, options.utf8Encoder);
      return readEvents(body, codec, toEvent) as AsyncIterable<never>;
    },
  };
};

type ToEvent = (input: Record<string, Message>) => Promise<ConverseStreamOutput>;

async function* readEvents(
  body: AsyncIterable<Uint8Array>,
  codec: EventStreamCodec,
  toEvent: (message: Message) => Promise<ConverseStreamOutput | undefined>,
): AsyncGenerator<ConverseStreamOutput> {
  const frames = splitFrames();
  const deltas = readTextDeltas();
  for await (const chunk of body) {
    let said: TextDelta | undefined;
    for (const frame of frames.take(chunk)) {
      const delta = deltas.read(frame);
      if (delta && delta.index === said?.index) {
        said = { index: delta.index, text: said.text + delta.text };
        continue;
      }
      if (said) yield toOutput(said);
      said = delta;
      if (delta) continue;
      const message = codec.decode(frame);
      checkText(message);
      deltas.learn(frame, message);
      const event = await toEvent(message);
      if (event !== undefined) yield event;
    }
    if (said) yield toOutput(said);
  }
  frames.end();
}

/** A decoder would put a replacement character in place of what is no UTF-8, and nobody would know. */
function checkText({ body }: Message): void {
  if (isUtf8(body)) return;
  throw new Failure('unreadable', 'the answer from Bedrock could not be read: it is not UTF-8. Try again');
}

function toOutput({ index: contentBlockIndex, text }: TextDelta): ConverseStreamOutput {
  return { contentBlockDelta: { contentBlockIndex, delta: { text } } };
}
