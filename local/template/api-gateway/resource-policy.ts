import { z } from 'zod';
import type { ResourcePolicy } from '../access-model.ts';

const oneOrMore = z.union([z.string().transform((text) => [text]), z.array(z.string())]);

/** What a policy of the API may hold here. Anything else is refused: it could let through, or keep out, somebody else. */
export const resourcePolicyProperties = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    z.strictObject({
      Effect: z.enum(['Allow', 'Deny']),
      Action: z.literal('execute-api:Invoke'),
      Principal: z.strictObject({ AWS: oneOrMore }),
      Resource: z.string().regex(/^execute-api:\/[\w*/-]*$/),
      Condition: z.strictObject({ StringNotEquals: z.strictObject({ 'aws:SourceVpce': oneOrMore }) }).optional(),
    }),
  ),
});

export function toResourcePolicy({ Statement: statements }: z.output<typeof resourcePolicyProperties>): ResourcePolicy {
  return statements.map(({ Effect: effect, Principal: principal, Resource: resource, Condition: condition }) => ({
    effect,
    isForAnyone: principal.AWS.includes('*'),
    methods: resource.slice('execute-api:/'.length),
    ...(condition && { unlessThrough: condition.StringNotEquals['aws:SourceVpce'] }),
  }));
}
