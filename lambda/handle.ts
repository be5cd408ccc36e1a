import { askBedrock } from './bedrock/ask-bedrock.ts';
import { startClock } from './time/clock.ts';
import { toConverseInput } from './bedrock/converse-input/to-converse-input.ts';
import { keepTime, toPace } from './time/keep-time.ts';
import { resolveModel } from './models/resolve-model.ts';
import { toFailure } from './bedrock/to-failure.ts';
import type { Environment } from './environment.ts';
import { begin } from './protocols/begin.ts';
import { checkSize } from './http/check-size.ts';
import { answerHead, refusalOf, withCommonHeaders } from './protocols/headers.ts';
import { type ProxyEvent, receive } from './http/receive.ts';
import { reply, respond } from './http/respond.ts';
import { measure } from './observe/measure.ts';
import { noteAnswer, noteFailure, openRecord } from './observe/request-record.ts';
import { checkRoute, findProtocol } from './protocols/find-protocol.ts';

/** The way of a request, top to bottom: receive, parse, resolve, converse, encode, respond. */
export async function handle(
  event: ProxyEvent,
  responseStream: awslambda.ResponseStream,
  lambda: awslambda.Context,
  { client, config, report }: Environment,
): Promise<void> {
  const incoming = receive(event);
  const protocol = findProtocol(incoming.path);
  const record = openRecord(incoming, protocol.name, lambda.awsRequestId);
  const clock = startClock(incoming.epochMs, lambda.getRemainingTimeInMillis(), config);
  try {
    checkRoute(incoming, protocol);
    checkSize(incoming, config);
    const ask = protocol.parse(incoming, config);
    if (ask.operation === 'reply') {
      record.bytes = reply(responseStream, withCommonHeaders(ask.reply, incoming, config));
      return;
    }
    const { chat, form } = ask;
    const model = resolveModel(chat.model, config);
    const input = toConverseInput(chat, model, config);
    noteAnswer(record, form, model);

    const said = askBedrock(ask.operation, client, { chat, model, input }, clock.signal);
    const timed = keepTime(said, clock, toPace(config, form.hasHeartbeat));
    const written = begin(form, measure(timed, record), clock, { incoming, model, input });
    record.bytes = await respond(responseStream, answerHead(form, incoming, config), written, clock.signal);
  } catch (error) {
    const failure = toFailure(error, 'internal');
    noteFailure(record, failure);
    // Too late to refuse: the runtime cuts the stream, which no client takes for an end.
    if (clock.hasBegun) throw error;
    record.status = failure.status;
    record.bytes = reply(responseStream, refusalOf(protocol, failure, incoming, config));
  } finally {
    clock.stop();
    await report(record);
  }
}
