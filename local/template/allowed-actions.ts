import { z } from 'zod';
import type { Template } from './cloudformation/template.ts';
import { refuse } from './cloudformation/refuse.ts';

const statement = z.object({
  Effect: z.unknown(),
  Action: z.union([z.string(), z.array(z.string())]).default([]),
});
const policy = z.object({
  PolicyDocument: z.object({ Statement: z.union([z.array(statement), statement]) }),
});
const properties = z.object({
  ...policy.partial().shape,
  Policies: z.array(policy).default([]),
});

/** Resources with policies: a policy is its own, a role contains some. */
const holders: ReadonlySet<string> = new Set(['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy', 'AWS::IAM::Role']);

/**
 * The actions that the stack's policies allow, as written: `bedrock:InvokeModel`, `dynamodb:*`. The stage does not enforce
 * them; they show which services the functions call.
 */
export function readAllowedActions({ Resources }: Template): string[] {
  return Object.entries(Resources).flatMap(([id, { Type: type, Properties = {} }]) => {
    if (!holders.has(type)) return [];
    const { data } = properties.safeParse(Properties);
    if (data === undefined)
      return refuse({ id, type }, 'each Action must be text or a list of text, without intrinsic functions');
    const documents = [data.PolicyDocument, ...data.Policies.map((each) => each.PolicyDocument)];
    const statements = documents.flatMap((document) => document?.Statement ?? []);
    return statements.flatMap(({ Effect, Action }) => (Effect === 'Allow' ? Action : []));
  });
}
