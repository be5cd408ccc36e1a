import { type Family, other } from './family.ts';

const embedding = { ...other, takes: [] } as const;

/** Models that turn texts into vectors (Bedrock user guide, "Inference request parameters", and Nova’s; read in November 2026). */
export const embeddingFamilies = {
  'titan-embed': {
    ...embedding,
    ids: /^amazon\.titan-embed-text-v2/,
    embeds: { wire: 'titan', dimensions: [1024, 512, 256] },
  },
  'nova-embed': {
    ...embedding,
    ids: /^amazon\.nova-2-multimodal-embeddings/,
    embeds: { wire: 'nova', dimensions: [3072, 1024, 384, 256] },
  },
  'cohere-embed-3': {
    ...embedding,
    ids: /^cohere\.embed-(english|multilingual)-v3/,
    embeds: { wire: 'cohere-3', dimensions: [1024] },
  },
  'cohere-embed': {
    ...embedding,
    ids: /^cohere\.embed-v4/,
    embeds: { wire: 'cohere', dimensions: [1536, 1024, 512, 256] },
  },
} as const satisfies Record<string, Family>;
