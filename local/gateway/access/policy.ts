import { z } from 'zod';

const oneOrMore = z.union([z.string().transform((text) => [text]), z.array(z.string())]);

export const policySchema = z.object({
  Statement: z.array(
    z.object({
      Action: oneOrMore,
      Effect: z.enum(['Allow', 'Deny']),
      Resource: oneOrMore,
      // Any other condition can't be judged here.
      Condition: z.strictObject({ DateLessThan: z.strictObject({ 'aws:CurrentTime': z.iso.datetime() }) }).optional(),
    }),
  ),
});

/** Whether the policy an authorizer returned lets the caller use the method. A deny wins over every allow. */
export function isAllowed(policy: z.output<typeof policySchema>, methodArn: string, nowMs: number): boolean {
  const statements = policy.Statement.filter(
    ({ Action: actions, Resource: resources, Condition: condition }) =>
      (!condition || nowMs < Date.parse(condition.DateLessThan['aws:CurrentTime'])) &&
      actions.some((pattern) => matches(pattern.toLowerCase(), 'execute-api:invoke')) &&
      resources.some((pattern) => matches(pattern, methodArn)),
  );
  return statements.length > 0 && statements.every(({ Effect: effect }) => effect === 'Allow');
}

/** As policies compare: `*` stands for any text, `?` for one character. */
export function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(text);
}
