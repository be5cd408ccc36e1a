import { stringIn } from '../../chat/as-failure.ts';
import { isTooDeep } from '../../read/json-depth.ts';
import { agUi } from './formats/ag-ui.ts';
import { converse } from './formats/converse.ts';
import { strandsPython } from './formats/strands-python.ts';
import { strandsTypescript } from './formats/strands-typescript.ts';
import { isError, type Said, text } from './said.ts';
import { unknownForm } from './unreadable.ts';

/** One value of a stream: as it was sent, and as JSON, or `undefined` if it is none. */
export interface Value {
  readonly raw: string;
  readonly json: unknown;
}

/** The text that Python makes of an event that JSON can't hold. It may have the whole conversation in it. */
const pythons =
  /^\{'(init_event_loop|data|delta|type|result|message|event|reasoning\w*|citation|current_tool_use|event_loop_\w+)': /;

/**
 * Reads the values of one answer's stream, in whichever format each is: an agent's code may wrap what its library says. A stream of texts alone
 * has no end marker: that it is over is all there is. Texts are JSON, or are sent as they are, where even what looks like JSON is one.
 */
export function createValues() {
  const typed = [strandsTypescript(), agUi()];
  const untyped = [strandsPython(), converse()];
  let texts: 'json' | 'as they are' | undefined;
  let hasWords = false;
  let hasEvents = false;
  let hasUnknown = false;

  function readEvent(event: object, raw: string): readonly Said[] {
    if (isTooDeep(event)) return [];
    const known = firstOf(typed, event);
    if (known) return noteEvents(known);
    // Strands for TypeScript has errors of tools in events of a type, and goes on.
    if (isError(event)) return [{ kind: 'error' }];
    const said = firstOf(untyped, event);
    if (said) return noteEvents(said);
    const own = stringIn(event, 'text') ?? stringIn(event, 'data');
    if (own !== undefined) return hasEvents ? [] : noteWords(own);
    if (texts === 'as they are') return noteWords(raw);
    hasUnknown = true;
    return [];
  }

  function noteEvents(said: readonly Said[]): readonly Said[] {
    // What a tool returned may stand beside texts.
    hasEvents ||= said.some(({ kind }) => kind !== 'result');
    return said;
  }

  function noteWords(words: string): readonly Said[] {
    hasWords ||= words !== '';
    return text(words);
  }

  return {
    read({ raw, json }: Value): readonly Said[] {
      // OpenAI's mark.
      if (raw === '[DONE]') return [];
      if (typeof json === 'object' && json !== null && !Array.isArray(json)) return readEvent(json, raw);
      // Beside events, a text is what Python made of one.
      if (hasEvents) return [];
      if (typeof json === 'string' && texts !== 'as they are') {
        texts = 'json';
        return pythons.test(json) ? [] : noteWords(json);
      }
      if (json === null && texts !== 'as they are') return [];
      if (Array.isArray(json) && texts !== 'as they are' && json.some((part) => typeof part === 'object')) {
        hasUnknown = true;
        return [];
      }
      texts ??= 'as they are';
      return noteWords(raw);
    },
    /** When the stream is over as it should. Throws for one of which something could not be read that may have been its words. */
    end(): readonly Said[] {
      if (hasEvents) return [];
      if (hasUnknown) throw unknownForm();
      return hasWords ? ended : [];
    },
  };
}

function firstOf(
  formats: readonly ((event: object) => readonly Said[] | undefined)[],
  event: object,
): readonly Said[] | undefined {
  for (const read of formats) {
    const said = read(event);
    if (said !== undefined) return said;
  }
  return undefined;
}

/** Of an answer whose end is that it is over. */
export const ended: readonly Said[] = [{ kind: 'end', stop: { kind: 'finished', reason: 'end_of_text' } }];
