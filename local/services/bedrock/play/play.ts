import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Exchange } from '../wire/exchange.ts';
import { expand } from './expand.ts';
import type { Output } from './output.ts';
import { refuse, sendBody } from '../wire/refusal.ts';
import type { BreakOff, Scenario } from './scenario.ts';

/**
 * Sends what the scenario contains. Rejects with an AbortError when the caller leaves before its end.
 * @param turn how often the scenario was played before; decides whether a refusal with `times` has ended
 */
export async function play(scenario: Scenario, turn: number, exchange: Exchange, output: Output): Promise<void> {
  for (const move of expand(scenario)) {
    if ('events' in move) await output.send(move.events);
    else if ('pauseMs' in move) await setTimeout(move.pauseMs, undefined, { signal: exchange.signal });
    else if ('exception' in move) return output.fail(move.exception, { message: move.message, ...move.details });
    else if ('error' in move) return output.failUnmodeled(move.error, move.message);
    else if ('bytes' in move) return output.sendDamaged(move.bytes);
    else if ('end' in move) return breakOff(move.end, exchange);
    else if ('refuseRaw' in move) {
      const { status, contentType, body } = move.refuseRaw;
      return sendBody(exchange, { status, headers: { 'content-type': contentType }, body });
    } else if (isDue(move.times, turn)) return refuse(move.refuse, exchange);
  }
  return output.finish();
}

// With times 2: refused, refused, answered, refused, refused, answered.
function isDue(times: number | undefined, turn: number): boolean {
  return times === undefined || turn % (times + 1) < times;
}

async function breakOff(how: BreakOff, exchange: Exchange): Promise<void> {
  if (how === 'cut') exchange.cut();
  else if (how === 'reset') exchange.reset();
  else if (!exchange.signal.aborted) await once(exchange.signal, 'abort');
}
