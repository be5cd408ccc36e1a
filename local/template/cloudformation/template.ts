import { z } from 'zod';

export type Json = z.infer<typeof json>;

const json = z.json();

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), json).optional(),
      Condition: z.string().optional(),
    }),
  ),
  Parameters: z.record(z.string(), z.object({ Default: json.optional() })).default({}),
  Conditions: z.record(z.string(), json).default({}),
  Outputs: z.record(z.string(), z.object({ Value: json, Condition: z.string().optional() })).default({}),
});

/** The parts of a CloudFormation template that a running API depends on. */
export type Template = z.infer<typeof templateSchema>;

export function parseTemplate(text: string): Template {
  return templateSchema.parse(JSON.parse(text));
}

export function isRecord(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
