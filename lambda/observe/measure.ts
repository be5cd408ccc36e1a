import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { type ChatEvent, isLast } from '../chat/chat-event.ts';
import { noteFailure, type RequestRecord } from './request-record.ts';

/** The same events; what they say about the answer goes into the record. */
export async function* measure(events: AsyncIterable<ChatEvent>, record: RequestRecord): AsyncGenerator<ChatEvent> {
  // An answer in one piece has no gaps, and a histogram costs 0.1 ms.
  let gaps: RecordableHistogram | undefined;
  let deltas = 0;
  let lastMs = 0;
  for await (const event of events) {
    if (event.type === 'text-delta') {
      const nowMs = performance.now();
      if (deltas === 0) record.timeToFirstTokenMs = Date.now() - record.epochMs;
      else {
        gaps ??= createHistogram();
        gaps.record(Math.max(1, Math.round((nowMs - lastMs) * 1000)));
      }
      lastMs = nowMs;
      deltas += 1;
    } else {
      note(event, record);
    }
    if (isLast(event)) {
      record.deltas = deltas;
      if (gaps) {
        record.interDeltaP50Ms = gaps.percentile(50) / 1000;
        record.interDeltaP95Ms = gaps.percentile(95) / 1000;
      }
    }
    yield event;
  }
}

function note(event: ChatEvent, record: RequestRecord): void {
  if (event.type === 'usage') {
    record.inputTokens = event.usage.input;
    record.outputTokens = event.usage.output;
  }
  if (event.type === 'message-stop') record.endReason = event.stop.reason;
  if (event.type === 'failure') noteFailure(record, event.failure);
}
