import { Aws, type Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { KnowledgeSetting } from '../settings/rows/parts/knowledge-setting.ts';
import type { Settings } from '../settings/settings.ts';
import { OwnKnowledge } from './own-knowledge.ts';

/** What the function needs to search documents, and what the command line needs to find them. */
export interface UsedKnowledge {
  /** What its role may do: search these knowledge bases. */
  readonly statements: readonly PolicyStatement[];
  /** What of them is known only when they are deployed. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where each of them is, as JSON. */
  readonly output: string;
}

/** The knowledge bases of the settings: those that exist, and those that this stack makes. */
export function toUsedKnowledge(stack: Stack, settings: Settings, service: string): UsedKnowledge | undefined {
  const all = Object.entries(settings.knowledge).map(([name, knowledge]) => ({
    name,
    knowledge,
    place: toPlace(stack, settings, service, name, knowledge),
  }));
  if (all.length === 0) return undefined;
  const own = all.filter(({ knowledge }) => knowledge.from === 'create').map(({ name, place }) => [name, place.id]);
  return {
    statements: [
      new PolicyStatement({ actions: ['bedrock:Retrieve'], resources: all.map(({ place }) => toArn(place)) }),
    ],
    environment: own.length > 0 ? { RIVULET_KNOWLEDGE: stack.toJsonString(Object.fromEntries(own)) } : {},
    output: stack.toJsonString(
      Object.fromEntries(all.map(({ name, knowledge, place }) => [name, { ...place, ...toTold(knowledge) }])),
    ),
  };
}

interface Place {
  readonly id: string;
  readonly region: string;
  /** Of one that the stack makes: where its documents are, and the data source that reads them. */
  readonly bucket?: string;
  readonly source?: string;
}

function toPlace(
  stack: Stack,
  settings: Settings,
  service: string,
  name: string,
  { from, embedding }: KnowledgeSetting,
): Place {
  const { region } = stack;
  if (from !== 'create') return { region, ...from };
  const { removalPolicy } = settings;
  // The prefix keeps a name from being one that CDK leaves out of ids, such as Default.
  const { id, bucket, source } = new OwnKnowledge(stack, `Knowledge-${name}`, {
    name: `${service}-${name}`,
    removalPolicy,
    ...(embedding && { embedding }),
  });
  return { id, region, bucket, source };
}

function toTold({ perCaller, documents, links }: KnowledgeSetting) {
  return { perCaller, ...(documents !== undefined && { documents }), ...(links !== undefined && { links }) };
}

function toArn({ id, region }: Place): string {
  return `arn:${Aws.PARTITION}:bedrock:${region}:${Aws.ACCOUNT_ID}:knowledge-base/${id}`;
}
