import { toJson } from '../read/to-json.ts';

/**
 * One server-sent event. It has to leave in one write: some clients lose events that arrive in two reads. JSON has no
 * raw line breaks, so the data is always one line.
 */
export function toServerSentEvent(
  data: unknown,
  fields: { readonly event?: string; readonly id?: number } = {},
): string {
  const { event, id } = fields;
  const head = `${id === undefined ? '' : `id: ${id}\n`}${event === undefined ? '' : `event: ${event}\n`}`;
  return `${head}data: ${toJson(data)}\n\n`;
}

/** A comment: readers skip it, connections stay open. */
export const heartbeat = ': heartbeat\n\n';
