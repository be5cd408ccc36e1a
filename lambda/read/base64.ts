import { invalid } from './invalid.ts';
import { nonEmptyText, type Shape } from './shape.ts';

/** The base64 that the field holds, as bytes. */
export const base64: Shape<Uint8Array> = (value, field) => {
  const encoded = nonEmptyText(value, field);
  const bytes = Buffer.from(encoded, 'base64');
  // A single character is not base64.
  if (bytes.length === 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) throw invalid(field, 'must be base64');
  return bytes;
};

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
