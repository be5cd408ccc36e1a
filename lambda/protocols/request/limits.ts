// How many of each a request may hold. A model takes fewer; these bound what is read before one is asked.

/** Of one message, of one tool's result, of one document in passages. */
export const maxParts = 1000;

export const maxTools = 512;

/** Of one message. */
export const maxCalls = 512;

/** As many as Converse takes (API reference, InferenceConfiguration). */
export const maxStopSequences = 2500;

/** Messages, or items: a coding session has thousands. `maxTurns` bounds what they come to. */
export const maxMessages = 20_000;
