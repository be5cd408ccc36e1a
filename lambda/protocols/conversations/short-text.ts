import { invalid } from '../../read/invalid.ts';
import { type Shape, text } from '../../read/shape.ts';

const maxLength = 200;

/** A title, or a name: an item of the table holds it beside all else, and lists have many of them. */
export const shortText: Shape<string> = (value, field) => {
  const trimmed = text(value, field).trim();
  if (trimmed === '' || trimmed.length > maxLength) throw invalid(field, `must have 1 to ${maxLength} characters`);
  return trimmed;
};
