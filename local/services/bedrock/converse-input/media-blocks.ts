import { z } from 'zod';
import { oneOf } from './one-of.ts';

/** Bytes as they travel in JSON. */
export const blob = z.base64().min(1);

const s3Location = z.strictObject({ uri: z.string().regex(/^s3:\/\//), bucketOwner: z.string().optional() });
const bytesOrS3 = oneOf({ bytes: blob, s3Location });

export const imageBlock = z.strictObject({ format: z.enum(['png', 'jpeg', 'gif', 'webp']), source: bytesOrS3 });

/** Video and audio, loosely. */
export const clipBlock = z.strictObject({ format: z.string().min(1), source: bytesOrS3 });

const documentName = z
  .string()
  .min(1)
  .max(200)
  .regex(
    /^(?!.*\s\s)[A-Za-z0-9\s()[\]-]+$/,
    "The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and square brackets. The name can't contain more than one consecutive whitespace character.",
  );

const citationsConfig = z.strictObject({ enabled: z.boolean() });

export const documentBlock = z.strictObject({
  format: z.enum(['pdf', 'csv', 'doc', 'docx', 'xls', 'xlsx', 'html', 'txt', 'md']).optional(),
  name: documentName,
  source: oneOf({
    bytes: blob,
    s3Location,
    text: z.string().min(1),
    content: z.array(oneOf({ text: z.string().min(1) })).min(1),
  }),
  context: z.string().optional(),
  citations: citationsConfig.optional(),
});

export const searchResultBlock = z.strictObject({
  source: z.string(),
  title: z.string(),
  content: z.array(z.strictObject({ text: z.string().min(1) })).min(1),
  citations: citationsConfig.optional(),
});
