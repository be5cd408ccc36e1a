import { stringIn } from '../../chat/as-failure.ts';
import { Failure } from '../../chat/failure.ts';
import { isTooDeep } from '../../read/json-depth.ts';
import { agUi } from './formats/ag-ui.ts';
import { converse } from './formats/converse.ts';
import { strandsPython } from './formats/strands-python.ts';
import { strandsTypescript } from './formats/strands-typescript.ts';
import { has, type ReadEvent, type Said, text } from './said.ts';

/** The text that Python makes of what JSON can't hold. It may have the whole conversation in it. */
const pythons = /^\{'\w+': /;

/**
 * Reads the values of one answer's stream, in whichever format each is: an agent's code may wrap what its library says. A stream of texts alone
 * has no end marker: that it is over is all there is.
 */
export function createValues() {
  const formats: readonly ReadEvent[] = [strandsTypescript(), agUi(), strandsPython(), converse(), ownText];
  let hasEvents = false;
  let hasTexts = false;
  let isUnderstood = false;

  function readEvent(event: object): readonly Said[] {
    if (isTooDeep(event)) return [];
    // Strands for TypeScript has errors of tools in events of a type, and goes on.
    if (!has(event, 'type') && has(event, 'error')) return [{ kind: 'error' }];
    for (const read of formats) {
      const said = read(event);
      if (said === undefined) continue;
      isUnderstood = true;
      if (read === ownText) hasTexts = true;
      else hasEvents = true;
      return said;
    }
    return [];
  }

  return {
    read(value: unknown): readonly Said[] {
      if (typeof value === 'object' && value !== null) return readEvent(value);
      const said = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
      // Beside events, a text is what Python made of one.
      if (value === null || hasEvents || pythons.test(said)) return [];
      hasTexts = true;
      return text(said);
    },
    /** When the stream is over as it should. Throws for one of which nothing could be read. */
    end(count: number): readonly Said[] {
      if (hasTexts && !hasEvents) return ended;
      if (count > 0 && !isUnderstood) {
        throw new Failure('unreadable', 'the agent answered in a form that is not known here: tell its operator');
      }
      return [];
    },
  };
}

/** Of an answer whose end is that it is over. */
export const ended: readonly Said[] = [{ kind: 'end', stop: { kind: 'finished', reason: 'end_of_text' } }];

/** `{"text": "…"}` and `{"data": "…"}`, as the examples of Strands for TypeScript and many handlers write them. */
function ownText(event: object): readonly Said[] | undefined {
  const said = stringIn(event, 'text') ?? stringIn(event, 'data');
  return said === undefined ? undefined : text(said);
}
