import { embeddingDimensions } from '../settings/rows/parts/knowledge-setting.ts';

export type Embedding = keyof typeof embeddingDimensions;

/** How documents become passages, and passages vectors in an index. */
export type Reading = ReturnType<typeof toReading>;

export function toReading(embedding: Embedding) {
  return {
    embedding,
    index: {
      dataType: 'float32',
      dimension: embeddingDimensions[embedding],
      distanceMetric: 'cosine',
      // What can be filtered by may have 2 KB. A passage's text and what Bedrock notes of it are longer, and without this could not be read in.
      metadataConfiguration: { nonFilterableMetadataKeys: ['AMAZON_BEDROCK_TEXT', 'AMAZON_BEDROCK_METADATA'] },
    },
    // Passages of a paragraph or two: long enough to answer from, and short enough that twenty of them are a prompt. Each begins with the end of the
    // one before it, so that what is said across the cut is whole in one of them. Bedrock would do the same by itself; said here, it stays.
    chunking: {
      chunkingStrategy: 'FIXED_SIZE',
      fixedSizeChunkingConfiguration: { maxTokens: 300, overlapPercentage: 20 },
    },
  };
}
