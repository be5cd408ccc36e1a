import {
  converseInput,
  type ConverseInput,
} from '../../../../../../local/services/bedrock/converse-input/converse-input.ts';

interface Spec {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
}

const text = { type: 'string' };

/** Tools as a request offers them, by name. */
export const specs = {
  calculator: { description: 'Calculates with + - * /.', properties: { expression: text }, required: ['expression'] },
  clock: {
    description: 'The date and time now, in a time zone.',
    properties: { timeZone: { ...text, default: 'UTC' } },
    required: ['timeZone'],
  },
  search_docs: { description: 'Searches the documentation.', properties: { query: text }, required: ['query'] },
} as const satisfies Readonly<Record<string, Spec>>;

export interface Asking {
  readonly tools?: Readonly<Record<string, Spec>>;
  readonly choice?: 'any' | { readonly tool: { readonly name: string } } | undefined;
}

/** A request of one question that offers tools: the three above, unless others are given. */
export function toInput(question: string, { tools = specs, choice }: Asking = {}): ConverseInput {
  return converseInput.parse({
    messages: [{ role: 'user', content: [{ text: question }] }],
    toolConfig: {
      tools: Object.entries<Spec>(tools).map(([name, { description, ...schema }]) => ({
        toolSpec: { name, ...(description && { description }), inputSchema: { json: { type: 'object', ...schema } } },
      })),
      ...(choice && { toolChoice: choice === 'any' ? { any: {} } : choice }),
    },
  });
}
