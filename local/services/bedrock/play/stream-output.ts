import { toDamagedFrame } from '../wire/damage.ts';
import type { Exchange } from '../wire/exchange.ts';
import { toErrorFrame, toEventFrame, toExceptionFrame } from '../wire/frames.ts';
import type { Output } from './output.ts';

/** The answer of ConverseStream. 200 and the headers are sent with the first frame, so that a refusal is possible until then. */
export function toStreamOutput(exchange: Exchange): Output {
  let hasBegun = false;

  function begin(): void {
    if (!hasBegun) exchange.begin(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    hasBegun = true;
  }

  async function writeLast(frame: Uint8Array): Promise<void> {
    begin();
    await exchange.write(frame);
    exchange.end();
  }

  return {
    async send(events) {
      begin();
      await exchange.write(Buffer.concat(events.map(toEventFrame)));
    },
    sendDamaged: (damage) => writeLast(toDamagedFrame(damage)),
    fail: (type, payload) => writeLast(toExceptionFrame(type, payload)),
    failUnmodeled: (code, message) => writeLast(toErrorFrame(code, message)),
    async finish() {
      begin();
      exchange.end();
    },
  };
}
