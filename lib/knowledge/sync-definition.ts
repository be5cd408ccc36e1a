import { Aws } from 'aws-cdk-lib';

/**
 * What is done about each change, in Amazon States Language: wait a while, then read all documents in, unless that has begun since the change. So what
 * is uploaded together is read in together, by whichever change wakes first. Bedrock reads in one data source at a time: while it does, the others
 * wait again, each time twice as long, and chance keeps them from asking all at once. A job that failed has read nothing in.
 */
export function toSyncDefinition(knowledgeBaseId: string, dataSourceId: string) {
  const source = { KnowledgeBaseId: knowledgeBaseId, DataSourceId: dataSourceId };
  return {
    QueryLanguage: 'JSONata',
    // What is not read in by then is with the next change.
    TimeoutSeconds: 86_400,
    StartAt: 'NoteChange',
    States: {
      NoteChange: {
        Type: 'Pass',
        Assign: { changedMs: '{% $toMillis($states.input.changed) %}', waitSeconds: 60 },
        Next: 'WaitForMore',
      },
      WaitForMore: {
        Type: 'Wait',
        Seconds: '{% $floor($waitSeconds * (1 + $random())) %}',
        Assign: { waitSeconds: '{% $min([$waitSeconds * 2, 960]) %}' },
        Next: 'FindNewestJob',
      },
      FindNewestJob: {
        Type: 'Task',
        Resource: toCall('listIngestionJobs'),
        Arguments: { ...source, SortBy: { Attribute: 'STARTED_AT', Order: 'DESCENDING' }, MaxResults: 1 },
        Assign: {
          startedMs:
            "{% ($newest := $states.result.IngestionJobSummaries[0]; $exists($newest) and $not($newest.Status in ['FAILED', 'STOPPED']) ? $toMillis($newest.StartedAt) : 0) %}",
        },
        Catch: [{ ErrorEquals: busy, Next: 'WaitForMore' }],
        Next: 'IsReadIn',
      },
      IsReadIn: {
        Type: 'Choice',
        // The time of a change has no fraction of a second: a job of the same second may have begun before it.
        Choices: [{ Condition: '{% $startedMs >= $changedMs + 1000 %}', Next: 'Done' }],
        Default: 'StartJob',
      },
      StartJob: {
        Type: 'Task',
        Resource: toCall('startIngestionJob'),
        Arguments: source,
        Catch: [{ ErrorEquals: busy, Next: 'WaitForMore' }],
        Next: 'Done',
      },
      Done: { Type: 'Succeed' },
    },
  };
}

/** Another job runs, or too much is asked of Bedrock. Anything else fails the execution. */
const busy = [
  'BedrockAgent.ConflictException',
  'BedrockAgent.ServiceQuotaExceededException',
  'BedrockAgent.ThrottlingException',
  'BedrockAgent.InternalServerException',
];

function toCall(action: string): string {
  return `arn:${Aws.PARTITION}:states:::aws-sdk:bedrockagent:${action}`;
}
