import { z } from 'zod';
import { sidecarEnd } from './document-types.ts';

/**
 * S3 Vectors keeps 2 KB with each passage that can be filtered by (Amazon S3 user guide, "Limitations and restrictions"), and Bedrock puts the
 * document's address among it.
 */
const maxBytes = 1024;

const sidecar = z.looseObject({ metadataAttributes: z.record(z.string(), z.json()) });

interface Attributes {
  readonly title: string;
  /** Where each caller sees its own: whose it is. */
  readonly caller?: string;
}

/**
 * The text beside a document that tells its attributes to Bedrock. Those of the folder's own sidecar win, but never over whose the document is.
 * @throws what is wrong with the folder's own one
 */
export function toSidecar({ title, caller }: Attributes, own?: Uint8Array): Uint8Array {
  const { metadataAttributes = {}, ...others } = own === undefined ? {} : readOwn(own);
  const attributes = { title, ...metadataAttributes, ...(caller !== undefined && { caller }) };
  const bytes = Buffer.from(JSON.stringify({ ...others, metadataAttributes: attributes }));
  if (bytes.length > maxBytes) throw new Error(`its ${sidecarEnd} has ${bytes.length} bytes: the limit is ${maxBytes}`);
  return bytes;
}

function readOwn(bytes: Uint8Array): z.infer<typeof sidecar> {
  try {
    return sidecar.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new Error(`its ${sidecarEnd} is not {"metadataAttributes": {…}}`, { cause: error });
  }
}
