import type { Exchange } from '../wire/exchange.ts';
import type { StreamEvent } from '../wire/frames.ts';
import { gather } from './gather.ts';
import type { Output } from './output.ts';
import { refuse, sendBody, type Refusal } from '../wire/refusal.ts';

/** The status with which Converse answers what ConverseStream reports inside the stream. */
const statuses: ReadonlyMap<string, number> = new Map([
  ['throttlingException', 429],
  ['validationException', 400],
  ['modelStreamErrorException', 424],
  ['serviceUnavailableException', 503],
]);

const unfinished: Refusal = {
  status: 500,
  type: 'InternalServerException',
  message: 'The model stopped before its answer was complete.',
};

/** The answer of Converse: the same events gathered into one reply, and failures as refusals. */
export function toBufferedOutput(exchange: Exchange): Output {
  const gathered: StreamEvent[] = [];
  return {
    async send(events) {
      gathered.push(...events);
    },
    sendDamaged: () => refuse(unfinished, exchange),
    fail(type, { message, ...details }) {
      const name = `${type.charAt(0).toUpperCase()}${type.slice(1)}`;
      return refuse({ status: statuses.get(type) ?? 500, type: name, message, details }, exchange);
    },
    failUnmodeled: (code, message) => refuse({ status: 500, type: code, message }, exchange),
    finish() {
      const response = gather(gathered);
      if (response === undefined) return refuse(unfinished, exchange);
      const headers = { 'content-type': 'application/json' };
      return sendBody(exchange, { status: 200, headers, body: JSON.stringify(response) });
    },
  };
}
