import { z } from 'zod';
import { type Attributes, attributeValue } from '../retrieve/filter.ts';

const typed = z.union([
  z.object({ type: z.literal('STRING'), stringValue: z.string() }).transform((of) => of.stringValue),
  z.object({ type: z.literal('NUMBER'), numberValue: z.number() }).transform((of) => of.numberValue),
  z.object({ type: z.literal('BOOLEAN'), booleanValue: z.boolean() }).transform((of) => of.booleanValue),
  z
    .object({ type: z.literal('STRING_LIST'), stringListValue: z.array(z.string()) })
    .transform((of) => of.stringListValue),
]);
/** A value as it is, or with its type and whether it is embedded, which nothing here does. */
const attribute = z.union([attributeValue, z.object({ value: typed }).transform((of) => of.value)]);
const sidecar = z.object({ metadataAttributes: z.record(z.string(), attribute) });

/** What the object beside a document tells of it. None tells nothing. */
export function readAttributes(bytes: Uint8Array | undefined): Attributes {
  if (bytes === undefined) return new Map();
  return new Map(Object.entries(parse(bytes).metadataAttributes));
}

function parse(bytes: Uint8Array): z.infer<typeof sidecar> {
  try {
    return sidecar.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new Error(
      'its metadata is not {"metadataAttributes": {…}} with texts, numbers, booleans and lists of texts',
      {
        cause: error,
      },
    );
  }
}
