import { z } from 'zod';
import { json } from '../field.ts';

/** S3 signs for the bucket's own host, and its certificate covers no name with dots. */
const bucket = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'must be "create", or the name of a bucket, without dots');

/** What S3 takes at once (user guide, "Uploading objects"). */
const mostMb = 5_000;

const upload = z.strictObject({
  /** In millions of bytes. */
  maxMb: z.number().positive().max(mostMb).default(100),
  minutes: z.number().min(1).max(60).default(10),
  types: z
    .array(
      z.string().regex(/^([a-z0-9.+-]{1,64}|\*)\/([a-z0-9.+-]{1,64}|\*)$/, 'must be a media type, such as image/*'),
    )
    .min(1)
    .max(100)
    .readonly()
    .default(['*/*']),
});

const filesSetting = z.strictObject({
  bucket,
  prefix: z
    .string()
    .regex(/^(?!(.*\/)?\.{1,2}\/)([\w.-]+\/){0,8}$/, 'must end with a slash, such as public/')
    .default(''),
  perCaller: z.boolean().default(false),
  upload: z.union([z.literal(false), upload.readonly()]).prefault({}),
});

export type FilesSetting = Readonly<z.output<typeof filesSetting>>;

/** Where the files are that callers may read, and put. */
export const files = json(
  z.preprocess((value) => (value === 'create' ? { bucket: value } : value), filesSetting.readonly()),
  '"create" for a bucket that the stack makes, or {"bucket", "prefix", "perCaller", "upload"}: "create" or the name of a bucket in the stack’s region, without dots; a prefix that ends with a slash; true or false; false or {"maxMb", "minutes", "types"}',
);
