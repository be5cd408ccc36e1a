import { z } from 'zod';

/** One of Bedrock's unions: an object with exactly one of these members. */
export function oneOf<Shape extends z.ZodRawShape>(shape: Shape) {
  const message = `Must set exactly one of: ${Object.keys(shape).join(', ')}`;
  return z
    .strictObject(shape)
    .partial()
    .refine((value) => Object.values(value).filter((member) => member !== undefined).length === 1, message);
}
