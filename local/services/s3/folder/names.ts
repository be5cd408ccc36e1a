import * as path from 'node:path';

/** Of a name in a folder, on the file systems in use. */
const maxNameBytes = 255;

/** The names on the way to the file of a key; undefined for a key that can't be a file. */
export function toNames(key: string): readonly string[] | undefined {
  const names = key.split('/');
  return names.every(isName) ? names : undefined;
}

/** Names that begin with a dot are steps elsewhere, what tools and people keep out of sight (.git, .env), and uploads that are not whole. */
export function isName(name: string): boolean {
  return (
    name !== '' &&
    !name.startsWith('.') &&
    !name.includes('\0') &&
    !name.includes(path.sep) &&
    Buffer.byteLength(name) <= maxNameBytes
  );
}
