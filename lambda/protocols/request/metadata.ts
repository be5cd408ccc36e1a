import { ignore } from '../../read/ignored.ts';
import { recordOf, type Shape, text } from '../../read/shape.ts';

const allowed = /^[a-zA-Z0-9\s:_@$#=/+,.-]{0,256}$/;

/** Whether Converse takes a text as a key or a value of its request metadata (API reference, ConverseStream). */
export function isMetadata(value: string): boolean {
  return allowed.test(value);
}

function fits([name, said]: readonly [string, string]): boolean {
  return name !== '' && isMetadata(name) && isMetadata(said);
}

/** What a client wants written into the record of its request. It only describes: an entry that the record can't hold is left out. */
export const metadata: Shape<Readonly<Record<string, string>> | undefined> = (value, field, ignored) => {
  const entries = Object.entries(recordOf(text, { max: 16 })(value, field));
  if (ignored && !entries.every(fits)) ignore(ignored, field);
  const kept = entries.filter(fits);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
};
