import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A file of the page, as it is sent. */
interface PageFile {
  readonly mediaType: string;
  readonly bytes: Buffer;
  /** The same, compressed at build time. */
  readonly brotli?: Buffer;
  /** Of the bytes, without the quotes. */
  readonly etag: string;
  /** Its name changes with its content. */
  readonly isHashed: boolean;
}

/** By the path below `/web`; the page itself is `index.html`. */
export type Page = ReadonlyMap<string, PageFile>;

const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json'],
]);

const compressed = '.br';

/** Reads all of it: some 120 kB, which then no request has to wait for. */
export function readPage(folder: string, environment: NodeJS.ProcessEnv): Page {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    name.replaceAll(path.sep, '/'),
  );
  const page = new Map<string, PageFile>();
  for (const name of names.filter((each) => mediaTypes.has(path.extname(each)))) {
    const brotli = names.includes(name + compressed) ? readFileSync(path.join(folder, name + compressed)) : undefined;
    page.set(name, toFile(name, readFileSync(path.join(folder, name)), brotli));
  }
  return page.set('config.json', toFile('config.json', Buffer.from(environment['RIVULET_WEB_CONFIG'] ?? '{}')));
}

function toFile(name: string, bytes: Buffer, brotli?: Buffer): PageFile {
  return {
    mediaType: mediaTypes.get(path.extname(name)) ?? '',
    bytes,
    ...(brotli && { brotli }),
    etag: createHash('sha256').update(bytes).digest('base64url').slice(0, 20),
    isHashed: name.startsWith('assets/'),
  };
}
