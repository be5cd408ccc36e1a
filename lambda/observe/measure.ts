import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { type ChatEvent, isLast } from '../chat/chat-event.ts';
import { promptTokens } from '../chat/usage.ts';
import type { Operation } from '../source.ts';
import { type ModelUsage, noteFailure, noteStart, type RequestRecord } from './request-record.ts';

/** Sees the events of one answer; what they say about it goes into the record. */
export function measure(record: RequestRecord, operation: Operation): (event: ChatEvent) => ChatEvent {
  // An answer in one piece has no gaps, and a histogram costs 0.1 ms.
  let gaps: RecordableHistogram | undefined;
  let deltas = 0;
  let lastMs = 0;
  return (event) => {
    if (event.type === 'text-delta') {
      const nowMs = performance.now();
      if (deltas === 0) record.timeToFirstTokenMs = Date.now() - record.epochMs;
      else {
        gaps ??= createHistogram();
        gaps.record(Math.max(1, Math.round((nowMs - lastMs) * 1000)));
      }
      lastMs = nowMs;
      deltas += 1;
      return event;
    }
    note(event, record, operation);
    if (isLast(event)) {
      record.deltas = deltas;
      if (gaps) {
        record.interDeltaP50Ms = gaps.percentile(50) / 1000;
        record.interDeltaP95Ms = gaps.percentile(95) / 1000;
      }
    }
    return event;
  };
}

function note(event: ChatEvent, record: RequestRecord, operation: Operation): void {
  if (event.type === 'message-start') noteStart(record, event);
  if (event.type === 'usage') noteUsage(record, event, operation);
  if (event.type === 'message-stop') {
    ({ reason: record.endReason, guardrail: record.guardrail, isRetraction: record.isRetraction } = event.stop);
  }
  if (event.type === 'failure') {
    for (const used of event.spent ?? []) noteUsage(record, used, operation);
    noteFailure(record, event.failure);
  }
}

function noteUsage(record: RequestRecord, used: ModelUsage, operation: Operation): void {
  // A replay costs nothing: it was paid for when it was written.
  if (record.isReplay === true) return;
  // An answer may have asked several models, or one several times.
  record.inputTokens = (record.inputTokens ?? 0) + promptTokens(used.usage);
  record.outputTokens = (record.outputTokens ?? 0) + used.usage.output;
  // Counting tokens is free.
  if (operation !== 'count-tokens') (record.usages ??= []).push(used);
}
