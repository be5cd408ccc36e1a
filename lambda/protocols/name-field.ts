import type { Feature } from '../chat/chat-request.ts';
import type { Failure } from '../chat/failure.ts';

/** A protocol's fields for the features that a model may lack; it has no field for a feature that is missing here. */
export type FieldNames = Readonly<Partial<Record<Feature, string>>>;

/** The field that a failure is about, in the client's own words, and a message that begins with it. */
export function nameField(
  { message, details: { field, feature } }: Failure,
  names: FieldNames,
): { readonly field?: string; readonly message: string } {
  if (field !== undefined) return { field, message };
  const named = feature && (names[feature] ?? feature);
  return named === undefined ? { message } : { field: named, message: `${named}: ${message}` };
}
