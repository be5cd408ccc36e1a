import { lookup } from 'mime-types';

/** Of a file that nobody has said a type of, by its ending. Text is taken for UTF-8. */
export function toContentType(name: string): string {
  const type = lookup(name) || 'application/octet-stream';
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
}
