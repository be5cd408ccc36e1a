/** Whose a document is where each caller sees its own: `everyone`, or a caller's id. Undefined for a path that does not say it. */
export function findCaller(key: string): string | undefined {
  if (/^everyone\/./.test(key)) return everyone;
  const id = /^callers\/([^/]+)\/./.exec(key)?.[1];
  // The documents of such a caller would be everybody's.
  return id === everyone ? undefined : id;
}

const everyone = 'everyone';
