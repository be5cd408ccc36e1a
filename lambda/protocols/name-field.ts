import type { Feature } from '../chat/chat-request.ts';
import type { Failure } from '../chat/failure.ts';

/** What a protocol calls the features that a model may not have; one that is missing here it can't ask for. */
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
