import path from 'node:path';
import { z } from 'zod';
import { readDocuments } from '../../lib/knowledge/documents/read-folder.ts';
import { root } from '../build-options.ts';
import { placeOwnDocuments } from '../knowledge/own-documents.ts';
import type { KnownDocument } from './judge.ts';

const sidecar = z.object({ metadataAttributes: z.object({ title: z.string() }) });

/** The documents in a folder, by the titles that clients are told. */
export async function readKnownDocuments(folder = path.join(root, 'knowledge')): Promise<KnownDocument[]> {
  await placeOwnDocuments();
  const { documents } = await readDocuments(folder, { isPerCaller: false, takesJson: true }).catch((error: unknown) => {
    throw new Error(`the folder ${folder} can't be read: name another one with --folder`, { cause: error });
  });
  return documents.map(({ key, sidecar: bytes }) => {
    const { title } = sidecar.parse(JSON.parse(new TextDecoder().decode(bytes))).metadataAttributes;
    return { key, title };
  });
}
