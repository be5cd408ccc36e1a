import { z } from 'zod';
import type { LocalApi } from '../../template/model.ts';

const output = z.object({ bucket: z.string(), prefix: z.string(), perCaller: z.boolean() });

/** Where the setting files has its files. */
export interface FilesPlace {
  readonly bucketName: string;
  /** How the keys begin that are served. */
  readonly prefix: string;
  /** Whether each caller has a folder. */
  readonly isPerCaller: boolean;
}

/** What the stack prints as `Files`; undefined if it serves none. Throws for another text: then the stage does not know this stack. */
export function readFiles({ outputs }: Pick<LocalApi, 'outputs'>): FilesPlace | undefined {
  const text = outputs.get('Files');
  if (text === undefined) return undefined;
  const { bucket, prefix, perCaller } = output.parse(JSON.parse(text));
  return { bucketName: bucket, prefix, isPerCaller: perCaller };
}
