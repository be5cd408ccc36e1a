import { z } from 'zod';
import { readProperties, silent } from '../cloudformation/properties.ts';
import { refuse } from '../cloudformation/refuse.ts';
import { ofType, type Resource } from '../cloudformation/resources.ts';
import type { LocalKey, LocalTable } from './local-table.ts';

/** Items do not expire here: DynamoDB takes days for it, so nothing may depend on it. Streams and provisioned capacity are refused. */
const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const index = z.strictObject({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.strictObject({ ProjectionType: z.literal('ALL') }),
});

const tableProperties = z.strictObject({
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  BillingMode: z.literal('PAY_PER_REQUEST'),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(index).optional(),
  DeletionProtectionEnabled: silent,
  PointInTimeRecoverySpecification: silent,
  SSESpecification: silent,
  TableName: silent,
  Tags: silent,
  TimeToLiveSpecification: silent,
});

/** The tables that the stack makes. */
export function readTables(resources: readonly Resource[]): LocalTable[] {
  return ofType(resources, 'DynamoDB::Table').map((table) => {
    const properties = readProperties(table, tableProperties);
    const { AttributeDefinitions: definitions, GlobalSecondaryIndexes: indexes = [] } = properties;
    const toKeys = (schema: z.output<typeof keySchema>): readonly LocalKey[] =>
      schema.map(({ AttributeName: attribute, KeyType: role }) => {
        const definition = definitions.find(({ AttributeName: name }) => name === attribute);
        return {
          attribute,
          role,
          type: definition?.AttributeType ?? refuse(table, `the key ${attribute} is not in AttributeDefinitions`),
        };
      });
    return {
      name: table.name,
      keys: toKeys(properties.KeySchema),
      indexes: indexes.map(({ IndexName: name, KeySchema: schema }) => ({ name, keys: toKeys(schema) })),
    };
  });
}
