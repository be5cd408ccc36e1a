import { planOf } from './access/plans.ts';
import { around } from './around.ts';
import { asFailure } from './chat/as-failure.ts';
import { hideSteps } from './chat/hide-steps.ts';
import type { Environment } from './environment.ts';
import { checkSize } from './http/check-size.ts';
import type { Incoming } from './http/incoming.ts';
import { reply, respond } from './http/respond.ts';
import type { Sink } from './http/sink.ts';
import { measure } from './observe/measure.ts';
import { noteAnswer, noteFailure, noteIn, openRecord } from './observe/request-record.ts';
import { checkRoute, findProtocol } from './protocols/find-protocol.ts';
import { answerHead, refusalOf, withCommonHeaders } from './protocols/headers.ts';
import { startClock } from './time/clock.ts';
import { keepPace, type PacedAnswer } from './time/keep-pace.ts';
import { toQuestion } from './to-question.ts';

/** The way of a request, top to bottom: route, parse, ask, answer, encode, respond. Platform code is in `entries/`. */
export async function handle(incoming: Incoming, sink: Sink, environment: Environment): Promise<void> {
  const { config, sources, features, report } = environment;
  const protocol = findProtocol(incoming.path);
  const record = openRecord(incoming, protocol.name);
  const clock = startClock(incoming, config, planOf(config.plans, incoming.caller));
  let answer: PacedAnswer | undefined;
  try {
    checkRoute(incoming, protocol, config);
    checkSize(incoming, config);
    const asked = await protocol.parse(incoming, config);
    if (asked.operation === 'act') {
      const acted = await asked.act(features, clock);
      record.status = acted.status;
      record.bytes = await reply(sink, withCommonHeaders(acted, incoming, config), clock);
      return;
    }
    const turn = features.kept?.toTurn(asked, incoming, protocol.name);
    if (turn?.isKept) clock.goOnUnread();
    const question = toQuestion(asked, incoming, { signal: clock.signal, note: noteIn(record), turn }, config);
    const { format, ignored } = asked;
    noteAnswer(record, asked, question.model);
    const [count, hide] = [measure(record, asked.operation), hideSteps()];
    const events = around(sources[asked.operation](question), { see: (event) => hide(count(event)) });
    const paced = (answer = keepPace(events, clock, format.hasHeartbeat ? config : {}));
    if (!format.hasHeartbeat) clock.boundSilence();
    const chunks = format.encode(paced.events, { incoming, question });
    record.bytes = await respond(sink, () => answerHead(format, incoming, config, paced.told, ignored), chunks, clock);
  } catch (error) {
    const failure = asFailure(error);
    noteFailure(record, failure);
    // Too late to refuse: the runtime cuts the stream, and no client takes a cut for an end.
    if (clock.hasBegun) throw error;
    record.status = failure.status;
    record.bytes = await reply(sink, refusalOf(protocol, failure, incoming, config), clock);
  } finally {
    // The client has its answer. Awaited anyway: Lambda would freeze what is left, and it would go on during the next request.
    await answer?.close().catch((error: unknown) => noteFailure(record, asFailure(error)));
    clock.stop();
    await report(record);
  }
}
