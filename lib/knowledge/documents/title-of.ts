import { findKind } from './document-types.ts';

const maxTitle = 200;

/** What a document calls itself: its first heading, or its `<title>`. Else the name of its file. */
export function titleOf(key: string, bytes: Uint8Array): string {
  const own = findOwnTitle(key, bytes)?.replaceAll(/\s+/g, ' ').trim();
  // Half of a surrogate pair is no character.
  return own ? own.slice(0, maxTitle).replace(/[\uD800-\uDBFF]$/, '') : fileNameOf(key);
}

function fileNameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

function findOwnTitle(key: string, bytes: Uint8Array): string | undefined {
  const kind = findKind(key);
  if (kind === 'markdown') return findHeading(decode(bytes));
  if (kind === 'html') return findElement(decode(bytes));
  return undefined;
}

/** A title stands at the beginning. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 64 * 1024));
}

/** `title:` in the lines before the text, as many programs write it, else the first heading that is no line of code. */
function findHeading(markdown: string): string | undefined {
  const lines = markdown.split(/\r?\n/);
  const frontEnd = lines[0] === '---' ? lines.indexOf('---', 1) : 0;
  const front = lines.slice(0, Math.max(frontEnd, 0));
  const named = front.find((line) => line.startsWith('title:'))?.slice('title:'.length);
  return (named && withoutQuotes(named.trim())) || findFirst(lines.slice(front.length));
}

function withoutQuotes(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
}

function findFirst(lines: readonly string[]): string | undefined {
  let isCode = false;
  for (const line of lines) {
    if (/^ {0,3}(?:```|~~~)/.test(line)) isCode = !isCode;
    const heading = isCode ? undefined : /^ {0,3}#{1,6}[ \t](.{1,1000})/.exec(line)?.[1];
    const text = heading && withoutMarks(heading);
    if (text) return text;
  }
  return undefined;
}

/** Without the marks of links, images, code and emphasis. */
function withoutMarks(heading: string): string {
  return heading
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*]/g, '')
    .trim()
    .replace(/[ \t]#+$/, '');
}

function findElement(html: string): string | undefined {
  const start = html.search(/<title[\s>]/i);
  if (start === -1) return undefined;
  const [opened, text = ''] =
    html
      .slice(start + 1)
      .split('<', 1)[0]
      ?.split('>', 2) ?? [];
  return opened && text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => characters.get(name) ?? whole);
}

const characters: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['#39', "'"],
]);
