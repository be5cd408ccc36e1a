import { z } from 'zod';
import { whenNothing, whenUnavailable } from '../../../../lambda/models/knowledge.ts';
import { json } from '../field.ts';
import { findUnknownToS3Vectors, retrievalFilter } from './retrieval-filter.ts';

/** The models that turn passages into vectors, each with how many numbers a vector has (Bedrock user guide, "Supported models for Knowledge Bases"). */
export const embeddingDimensions = {
  'amazon.titan-embed-text-v2:0': 1024,
  'cohere.embed-english-v3': 1024,
  'cohere.embed-multilingual-v3': 1024,
} as const;

const embeddingModels = Object.keys(embeddingDimensions) as [keyof typeof embeddingDimensions];

const existing = z.strictObject({
  id: z.string().regex(/^[0-9A-Z]{10}$/, 'must be the id of a knowledge base: 10 capital letters and digits'),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'not a region name such as eu-central-1')
    .exactOptional(),
});

const knowledgeSetting = z
  .strictObject({
    /** The alias of the model that answers. A cross-check tests that it exists. */
    model: z.string(),
    from: z.union([z.literal('create'), existing], { error: 'must be "create" or {"id", "region"}' }),
    /** A folder of the project: what `npm run knowledge -- sync` uploads, and what the local stage searches. */
    documents: z
      .string()
      .regex(/^(?!\/)(?!.*\.\.)\S.*$/, 'must be a folder of the project, such as knowledge/')
      .exactOptional(),
    description: z.string().regex(/\S/, 'say what it knows').default('Answers from documents, with sources'),
    instructions: z.string().regex(/\S/, 'must not be blank').exactOptional(),
    passages: z.int().min(1).max(20).default(5),
    leastScore: z.number().min(0).max(1).default(0),
    filter: retrievalFilter.exactOptional(),
    perCaller: z.boolean().default(false),
    links: z
      .string()
      .regex(/^https:\/\/[^\s?#]+\/$/, 'must be an address that begins with https:// and ends with a slash')
      // As the function compares it.
      .transform((address) => URL.parse(address)?.href ?? address)
      .exactOptional(),
    whenNothing: z.enum(whenNothing).default('say-so'),
    whenUnavailable: z.enum(whenUnavailable).default('refuse'),
    rewriteWith: z.string().exactOptional(),
    embedding: z.enum(embeddingModels).exactOptional(),
  })
  .superRefine(({ from, documents, embedding, filter }, context) => {
    if (from === 'create' && documents === undefined)
      context.addIssue({ code: 'custom', path: ['documents'], message: 'must be there with "from": "create"' });
    const unknown = from === 'create' && filter && findUnknownToS3Vectors(filter);
    if (unknown) {
      const message = `must not compare by ${unknown} with "from": "create": S3 Vectors can't`;
      context.addIssue({ code: 'custom', path: ['filter'], message });
    }
    if (from !== 'create' && embedding !== undefined)
      context.addIssue({ code: 'custom', path: ['embedding'], message: 'leave it out: it is only for "create"' });
  });

export type KnowledgeSetting = Readonly<z.output<typeof knowledgeSetting>>;

/** Name → documents and the model that answers from them. */
export const knowledge = json(
  z
    .record(
      z.string().regex(/^[\w.-]{1,64}$/, 'a name is 1 to 64 letters, digits, dots, dashes or underscores'),
      knowledgeSetting.readonly(),
    )
    .readonly(),
  'an object that maps each name, of 1 to 64 letters, digits, dots, dashes or underscores, to {"model", "from"}: an alias in models, and "create", with a folder as "documents", or {"id"} of a knowledge base; ' +
    '"description", "instructions", "passages", "leastScore", "filter", "perCaller", "links", "whenNothing", "whenUnavailable", "rewriteWith" and "embedding" may be left out',
);
