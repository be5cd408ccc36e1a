import { CfnQueryDefinition, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { queries, toText } from './queries.ts';

interface SavedQueriesProps {
  /** The folder that the console shows them in. */
  readonly folder: string;
  /** Has a line for each request that reached the code. */
  readonly log: ILogGroup;
  /** Has a line for each request of the API. */
  readonly accessLog: ILogGroup;
}

/** Questions that come up again, in the console under Logs Insights. Saving them costs nothing; running one does. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { folder, log, accessLog }: SavedQueriesProps) {
    super(scope, id);
    const saved = [
      ['One request by its id', queries.oneRequest, [log, accessLog]],
      ['Slow first words', queries.slowFirstWords, [log]],
      ['First words by name', queries.firstWordsByName, [log]],
      ['Failures by kind', queries.failuresByKind, [log]],
      ['Spend by caller', queries.spendByCaller, [log]],
      ['Spend by name', queries.spendByName, [log]],
    ] as const;
    for (const [name, query, logs] of saved) {
      new CfnQueryDefinition(this, name.replaceAll(' ', ''), {
        name: `${folder}/${name}`,
        logGroupNames: logs.map(({ logGroupName }) => logGroupName),
        queryString: toText(query),
      });
    }
  }
}
