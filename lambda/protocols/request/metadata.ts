import { invalid } from '../../read/invalid.ts';
import { recordOf, type Shape, text } from '../../read/shape.ts';

const allowed = /^[a-zA-Z0-9\s:_@$#=/+,.-]{0,256}$/;

/** Whether Converse takes a text as a key or a value of its request metadata (API reference, ConverseStream). */
export function isMetadata(value: string): boolean {
  return allowed.test(value);
}

/** What a client wants written into the record of its request. */
export const metadata: Shape<Readonly<Record<string, string>>> = (value, field) => {
  const entries = recordOf(text, { max: 16 })(value, field);
  for (const [name, said] of Object.entries(entries)) {
    if (name === '' || !isMetadata(name) || !isMetadata(said)) {
      throw invalid(
        `${field}.${name}`,
        'name and value may have at most 256 characters: letters, digits, spaces and :_@$#=/+,.- (and a name at least one)',
      );
    }
  }
  return entries;
};
