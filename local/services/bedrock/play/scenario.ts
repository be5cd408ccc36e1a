import { z } from 'zod';
import { damageKinds } from '../wire/damage.ts';

/** The connection is lost, is lost with a TCP RST, or stays silent until the caller leaves. */
const breakOffs = ['cut', 'reset', 'stall'] as const;
export type BreakOff = (typeof breakOffs)[number];

const payload = z.record(z.string(), z.json());
const ms = z.int().nonnegative();
const status = z.int().min(400).max(599);

const eventStep = z.strictObject({ event: z.string(), data: payload });
const textStep = z.strictObject({ text: z.array(z.string()).min(1), block: z.int().nonnegative().default(0) });

const step = z.union([
  /** One event exactly as Bedrock sends it (the padding is added). */
  eventStep,
  /** One text delta for each string. */
  textStep,
  /** Events and texts that leave in a single write. */
  z.strictObject({ burst: z.array(z.union([eventStep, textStep])).min(1) }),
  /** The same text delta `count` times. */
  z.strictObject({
    repeat: z.strictObject({ count: z.int().positive(), text: z.string(), everyMs: ms.default(0) }),
  }),
  /** Silence. */
  z.strictObject({ pauseMs: ms }),
  /** An exception frame; the stream ends after it. */
  z.strictObject({ exception: z.string(), message: z.string(), details: payload.optional() }),
  /** An unmodeled error frame; the stream ends after it. */
  z.strictObject({ error: z.string(), message: z.string() }),
  /** A frame that arrives damaged; the stream ends after it. */
  z.strictObject({ bytes: z.enum(damageKinds) }),
  /**
   * An answer other than 200, possible only before the first event. With `times`, the scenario refuses that often and
   * is then played to its end once; after that it starts again.
   */
  z.strictObject({
    refuse: z.strictObject({ status, type: z.string(), message: z.string(), details: payload.optional() }),
    times: z.int().positive().optional(),
  }),
  /** The same with a body that isn't Bedrock's. */
  z.strictObject({ refuseRaw: z.strictObject({ status, contentType: z.string(), body: z.string() }) }),
  /** How it ends when it breaks off. */
  z.strictObject({ end: z.enum(breakOffs) }),
]);

/** One scenario file: what the stand-in sends, step by step. */
export const scenarioSchema = z.strictObject({
  about: z.string().min(1),
  /** The pause before every event. */
  paceMs: ms.default(0),
  steps: z.array(step),
  /**
   * What it plays instead once the client has answered its tool calls: the first list after the first round of results,
   * the second after the second, and the last one after every later round.
   */
  afterResults: z.array(z.array(step)).default([]),
});

export type Scenario = z.infer<typeof scenarioSchema>;
export type Step = z.infer<typeof step>;
export type EventStep = z.infer<typeof eventStep>;
export type TextStep = z.infer<typeof textStep>;
