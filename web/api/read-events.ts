import type { NativeEvent } from '../../lambda/protocols/native/events.ts';

/** The events of an answer as they come; the events of one network read come together. Throws what the connection throws. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<readonly NativeEvent[]> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const blocks = (rest + decoder.decode(read.value, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    const events = blocks.flatMap(toEvent);
    if (events.length > 0) yield events;
  }
}

/**
 * One block of server-sent events as the native protocol writes them: an event with one line of data, or a comment. Only \n ends a line;
 * JSON leaves U+2028 as it is, which a regular expression takes for an end, too.
 */
function toEvent(block: string): NativeEvent[] {
  const [, type, data] = /(?:^|\n)event: ([^\n]*)\ndata: ([^\n]*)/.exec(block) ?? [];
  if (type === undefined || data === undefined) return [];
  // docs/protocols.md lists every event there is.
  return [{ type, data: JSON.parse(data) } as NativeEvent];
}
