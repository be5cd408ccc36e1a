import { z } from 'zod';

const key = z.string().min(1).max(200);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const comparison = (value: z.ZodType) => z.strictObject({ key, value });

const comparisons = {
  equals: comparison(scalar),
  notEquals: comparison(scalar),
  greaterThan: comparison(z.number()),
  greaterThanOrEquals: comparison(z.number()),
  lessThan: comparison(z.number()),
  lessThanOrEquals: comparison(z.number()),
  in: comparison(z.array(scalar).min(1)),
  notIn: comparison(z.array(scalar).min(1)),
  startsWith: comparison(z.string()),
  stringContains: comparison(z.string()),
  listContains: comparison(z.string()),
};

const single = Object.entries(comparisons).map(([name, shape]) => z.strictObject({ [name]: shape }));
const comparisonOf = z.union([single[0] ?? z.never(), ...single.slice(1)]);

/** Bedrock takes 2 to 5 in a group. */
const group = z.array(comparisonOf).min(2).max(5);

/** What Retrieve takes as a filter (Bedrock API reference, RetrievalFilter), with one level of groups: the function puts it in one itself. */
export const retrievalFilter = z.union(
  [comparisonOf, z.strictObject({ andAll: group }), z.strictObject({ orAll: group })],
  {
    error: `must be an object with one of ${[...Object.keys(comparisons), 'andAll', 'orAll'].join(', ')}: {"equals": {"key", "value"}}, or a group of 2 to 5 of them`,
  },
);

/** Comparisons that S3 Vectors has no counterpart for (Amazon S3 user guide, "Metadata filtering"). */
const unknownToS3Vectors = ['startsWith', 'stringContains'] as const;

/** The first comparison of a filter that an index in S3 Vectors can't make. */
export function findUnknownToS3Vectors(filter: z.output<typeof retrievalFilter>): string | undefined {
  const compared = new Set(
    Object.entries(filter).flatMap(([name, value]) => (Array.isArray(value) ? value.flatMap(Object.keys) : [name])),
  );
  return unknownToS3Vectors.find((name) => compared.has(name));
}
