import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Deployed } from '../../lib/live/deployed.ts';
import { localStageFlag } from '../../lib/settings/read-settings.ts';
import { findApi } from '../stage/find-api.ts';
import { findStack, readOutput } from '../stage/stack.ts';
import type { Where } from '../stage/where.ts';
import type { LiveStage } from './run.ts';

/** Where the deployment keeps what can be changed, and what it was deployed with. Throws where it has no `live`. */
export async function findLive(where: Where): Promise<LiveStage> {
  const { reached, deployed } = await findApi(where);
  const cloudFormation = new CloudFormationClient(reached);
  const stackName = deployed && (deployed.stackName ?? (await findStack(cloudFormation, deployed.apiId)));
  const [output, name] = await Promise.all(
    ['Live', 'Table'].map((each) => readOutput(cloudFormation, stackName, each)),
  );
  if (output === undefined || name === undefined)
    throw new Error(
      'this deployment can’t be changed while it runs: set live to on, and deploy it (or npm start -- -c live=on)',
    );
  const printed: Deployed = JSON.parse(output);
  return {
    table: { client: new DynamoDBClient(reached), name },
    deployed: deployed ? printed : { ...printed, settings: { ...printed.settings, [localStageFlag]: true } },
  };
}
