import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { toRemovalPolicy } from '../removal-policy.ts';
import type { TableSetting } from '../settings/rows/parts/place/table-setting.ts';
import type { Settings } from '../settings/settings.ts';
import type { TableUse } from './table-uses.ts';

/**
 * The table of all features: an item is found by its key, `pk` and `sk`, or by an index that a feature asks for. `expires` is when DynamoDB may delete
 * an item, in seconds since 1970. `Table` and not `TableV2`, which would make a global table (decision 38).
 */
export class OwnTable extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(
    scope: Construct,
    id: string,
    settings: Pick<Settings, 'table' | 'removalPolicy'>,
    uses: readonly TableUse[],
  ) {
    super(scope, id);
    const { encryption, recovery } = settings.table;
    const removalPolicy = toRemovalPolicy(settings);
    const table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expires',
      encryption: encryptions[encryption],
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: recovery === 'on' },
      removalPolicy,
      deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
    });
    for (const { index } of uses) {
      if (!index) continue;
      table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: { name: 'pk', type: AttributeType.STRING },
        sortKey: { name: index.attribute, type: AttributeType.NUMBER },
      });
    }
    if (recovery === 'off') {
      acknowledge(table, {
        'AwsSolutions-DDB3':
          'Point-in-time recovery is the setting table.recovery, and costs by the size of the table.',
      });
    }
    this.arn = table.tableArn;
    this.name = table.tableName;
  }
}

const encryptions = {
  'aws-owned': TableEncryption.DEFAULT,
  'aws-managed': TableEncryption.AWS_MANAGED,
} as const satisfies Record<TableSetting['encryption'], TableEncryption>;
