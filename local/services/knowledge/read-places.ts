import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LocalApi } from '../../template/model.ts';

const output = z.record(
  z.string(),
  z.object({
    id: z.string(),
    region: z.string(),
    perCaller: z.boolean(),
    documents: z.string().optional(),
    bucket: z.string().optional(),
    source: z.string().optional(),
  }),
);

/** Where a knowledge of the settings is: what the stack makes for it, or what was there before and is made up here. */
export interface KnowledgePlace {
  /** The knowledge's name in the settings. */
  readonly name: string;
  readonly id: string;
  readonly region: string;
  readonly isPerCaller: boolean;
  /** The folder of its documents, relative to the project. */
  readonly folder?: string;
  readonly bucketName: string;
  readonly sourceId: string;
}

/** What the stack prints as `Knowledge`. Throws for another text: then the stage does not know this stack. */
export function readPlaces({ outputs }: Pick<LocalApi, 'outputs'>): readonly KnowledgePlace[] {
  const places = output.parse(JSON.parse(outputs.get('Knowledge') ?? '{}'));
  return Object.entries(places).map(([name, { id, region, perCaller, documents, bucket, source }]) => ({
    name,
    id,
    region,
    isPerCaller: perCaller,
    ...(documents !== undefined && { folder: documents }),
    bucketName: bucket ?? `documents-of-${id.toLowerCase()}`,
    sourceId: source ?? createHash('sha256').update(id).digest('hex').slice(0, 10).toUpperCase(),
  }));
}
