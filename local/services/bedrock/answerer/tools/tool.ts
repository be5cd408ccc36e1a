import { z } from 'zod';
import type { ConverseInput } from '../../converse-input/converse-input.ts';

const property = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().default(''),
  default: z.json().optional(),
  const: z.json().optional(),
  enum: z.array(z.json()).optional(),
});

const objectSchema = z.object({
  // A schema may also be `true`.
  properties: z.record(z.string(), property.catch({ description: '' })).default({}),
  required: z.array(z.string()).default([]),
});

export type Property = z.infer<typeof property> & { readonly name: string; readonly isRequired: boolean };
export type Json = z.infer<ReturnType<typeof z.json>>;
export type Input = Readonly<Record<string, Json>>;

/** A tool that a request offers, as far as the rules look at it. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly properties: readonly Property[];
}

/** The tools that a request offers, without those that Bedrock runs itself. */
export function readTools(toolConfig: ConverseInput['toolConfig']): readonly Tool[] {
  return (toolConfig?.tools ?? []).flatMap(({ toolSpec }) => {
    if (toolSpec === undefined) return [];
    const { name, description = '', inputSchema } = toolSpec;
    const { properties, required } = objectSchema.catch({ properties: {}, required: [] }).parse(inputSchema.json);
    const known = new Map(Object.entries(properties));
    const names = new Set([...known.keys(), ...required]);
    const toProperty = (key: string): Property => ({
      ...(known.get(key) ?? { description: '' }),
      name: key,
      isRequired: required.includes(key),
    });
    return [{ name, description, properties: [...names].map(toProperty) }];
  });
}

export function isOfType({ type }: Property, asked: string): boolean {
  return type === asked || (Array.isArray(type) && type.includes(asked));
}
