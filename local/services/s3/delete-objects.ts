import { Parser } from 'htmlparser2';
import { namespace } from './list-objects.ts';
import type { ObjectStore } from './object-store.ts';
import { S3Refusal } from './answer/refusal.ts';
import { toXml } from '../../xml.ts';

const maxObjects = 1000;

/** DeleteObjects: also a key that is not there is deleted. */
export async function deleteObjects(bucket: ObjectStore, body: Buffer): Promise<string> {
  const { keys, isQuiet } = readDelete(body.toString());
  if (keys.length === 0 || keys.length > maxObjects)
    throw new S3Refusal(400, 'MalformedXML', `The XML must name 1 to ${maxObjects} objects.`);
  for (const key of keys) await bucket.remove(key);
  return toXml('DeleteResult', { Deleted: isQuiet ? [] : keys.map((key) => ({ Key: key })) }, namespace);
}

function readDelete(xml: string): { readonly keys: readonly string[]; readonly isQuiet: boolean } {
  const keys: string[] = [];
  let path: string[] = [];
  let quiet = '';
  const parser = new Parser(
    {
      onopentag(name) {
        path.push(name);
        if (isKey(path)) keys.push('');
      },
      ontext(text) {
        if (isKey(path)) keys.push((keys.pop() ?? '') + text);
        if (path.join('/') === 'Delete/Quiet') quiet += text;
      },
      onclosetag() {
        path = path.slice(0, -1);
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return { keys, isQuiet: quiet === 'true' };
}

function isKey(path: readonly string[]): boolean {
  return path.join('/') === 'Delete/Object/Key';
}
