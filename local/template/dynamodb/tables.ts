import { z } from 'zod';
import { readProperties, silent } from '../cloudformation/properties.ts';
import { refuse } from '../cloudformation/refuse.ts';
import { ofType, type Resource } from '../cloudformation/resources.ts';
import type { LocalTable } from './local-table.ts';

/** Items do not expire here: DynamoDB takes days for it, so nothing may depend on it. Indexes, streams and provisioned capacity are refused. */
const tableProperties = z.strictObject({
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  BillingMode: z.literal('PAY_PER_REQUEST'),
  KeySchema: z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
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
    const { AttributeDefinitions: definitions, KeySchema: schema } = readProperties(table, tableProperties);
    return {
      name: table.name,
      keys: schema.map(({ AttributeName: attribute, KeyType: role }) => {
        const definition = definitions.find(({ AttributeName: name }) => name === attribute);
        return {
          attribute,
          role,
          type: definition?.AttributeType ?? refuse(table, `the key ${attribute} is not in AttributeDefinitions`),
        };
      }),
    };
  });
}
