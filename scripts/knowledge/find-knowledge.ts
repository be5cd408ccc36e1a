import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import type { FoundApi } from '../stage/find-api.ts';
import { findStack, readOutput } from '../stage/stack.ts';

/** One knowledge of the stack, as its output `Knowledge` tells it. */
export interface Knowledge {
  readonly name: string;
  readonly id: string;
  readonly region: string;
  readonly perCaller: boolean;
  /** The folder of its documents. */
  readonly documents?: string | undefined;
  /** Where the stack keeps its documents; left out for a knowledge base that the stack did not make. */
  readonly bucket?: string | undefined;
  /** The id of its data source. */
  readonly source?: string | undefined;
}

const output = z.record(
  z.string(),
  z.object({
    id: z.string(),
    region: z.string(),
    perCaller: z.boolean().default(false),
    documents: z.string().optional(),
    bucket: z.string().optional(),
    source: z.string().optional(),
  }),
);

/** All of the stack, at least one. */
export async function findKnowledge({ reached, deployed }: FoundApi): Promise<readonly Knowledge[]> {
  const client = new CloudFormationClient(reached);
  const stackName = deployed && (deployed.stackName ?? (await findStack(client, deployed.apiId)));
  const text = await readOutput(client, stackName, 'Knowledge');
  const found = text === undefined ? [] : Object.entries(output.parse(JSON.parse(text)));
  if (found.length > 0) return found.map(([name, knowledge]) => ({ name, ...knowledge }));
  throw new Error(
    'there is no knowledge here: set the setting knowledge, such as {"docs":{"model":"haiku","from":"create","documents":"knowledge/"}}, and deploy or start it again',
  );
}

/** The one that is named, or the only one. */
export function chooseKnowledge(all: readonly Knowledge[], name: string | undefined): Knowledge {
  const [first, ...others] = name === undefined ? all : all.filter((knowledge) => knowledge.name === name);
  if (first && others.length === 0) return first;
  const names = new Intl.ListFormat('en-GB').format(all.map((knowledge) => knowledge.name));
  if (name === undefined) throw new Error(`there are several; the names are ${names}: add one of them to the command`);
  throw new Error(`there is no knowledge ${name}; the ${all.length === 1 ? 'only name is' : 'names are'} ${names}`);
}

/** The name and the paths of `remove [NAME] PATH…`. */
export function splitName(
  all: readonly Knowledge[],
  given: readonly string[],
): { readonly knowledge: Knowledge; readonly paths: readonly string[] } {
  const [first, ...others] = given;
  const isName = all.some(({ name }) => name === first);
  return { knowledge: chooseKnowledge(all, isName ? first : undefined), paths: isName ? others : given };
}
