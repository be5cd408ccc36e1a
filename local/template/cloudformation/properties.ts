import { z } from 'zod';
import { refuse } from './refuse.ts';
import type { Resource } from './resources.ts';

/** A property that changes nothing about how a request is answered. */
export const silent = z.unknown().optional();

/**
 * The resource's properties in the schema's shape. A strict schema lists what the stage supports: anything else is
 * refused, naming the resource and the property.
 */
export function readProperties<Shape extends z.ZodType>(resource: Resource, schema: Shape): z.output<Shape> {
  const result = schema.safeParse(resource.properties);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const property = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])];
  return refuse(resource, `property ${property.join('.')}: ${issue?.message ?? 'not supported'}`);
}
