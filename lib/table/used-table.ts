import { Aws, type Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Settings } from '../settings/settings.ts';
import { OwnTable } from './own-table.ts';
import { type TableUse, usesOf } from './table-uses.ts';

/** What the function needs to use the table. */
export interface UsedTable {
  readonly name: string;
  /** What its role may do with the table, a statement for each use. */
  readonly statements: readonly PolicyStatement[];
  /** What of it is known only when it is deployed. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The table, if a feature that the settings ask for needs one. */
export function toUsedTable(stack: Stack, settings: Settings): UsedTable | undefined {
  const uses = usesOf(settings);
  if (uses.length === 0) return undefined;
  const { arn, name } = new OwnTable(stack, 'Storage', settings, uses);
  const endpoint = `https://dynamodb.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  return {
    name,
    statements: uses.map((use) => toStatement(arn, use)),
    environment: { RIVULET_TABLE: stack.toJsonString({ name, endpoint }) },
  };
}

const leadingKeys = 'dynamodb:LeadingKeys';

/** `ForAllValues` holds for a request that names no partition key, too, so such a request is left out by `Null` (IAM user guide, "Set operators for multivalued context keys"). */
function toStatement(table: string, { actions, keyPrefix, index }: TableUse): PolicyStatement {
  return new PolicyStatement({
    actions: [...actions],
    resources: [table, ...(index ? [`${table}/index/${index.name}`] : [])],
    conditions: {
      'ForAllValues:StringLike': { [leadingKeys]: [`${keyPrefix}*`] },
      Null: { [leadingKeys]: 'false' },
    },
  });
}
