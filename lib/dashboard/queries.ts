/** A query of CloudWatch Logs Insights. */
export interface Query {
  /** How to use it, for who opens it. */
  readonly comment?: string;
  readonly commands: readonly string[];
}

/**
 * What the dashboard shows of the log, and what is saved for later. Names with an underscore stand in backticks: bare ones may
 * have letters, digits, `@` and dots.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Guidelines.html
 */
export const queries = {
  requestsByName: {
    commands: [
      'filter message = "request"',
      'fields `gen_ai.request.model` as name',
      'stats count(*) as requests by protocol, name',
      'sort requests desc',
    ],
  },
  failuresByKind: {
    commands: [
      'filter message = "request" and ispresent(`error.type`)',
      'fields `error.type` as kind',
      'stats count(*) as requests, count_distinct(caller) as callers, latest(requestId) as lastRequest by kind, upstream, status',
      'sort requests desc',
    ],
  },
  slowFirstWords: {
    commands: [
      'filter message = "request" and ispresent(`gen_ai.response.time_to_first_chunk`)',
      'fields @timestamp, `gen_ai.response.time_to_first_chunk` as seconds, `gen_ai.request.model` as name, protocol, isColdStart, requestId',
      'sort seconds desc',
      'limit 50',
    ],
  },
  firstWordsByName: {
    commands: [
      'filter message = "request" and ispresent(`gen_ai.response.time_to_first_chunk`)',
      'fields `gen_ai.response.time_to_first_chunk` as seconds, `gen_ai.request.model` as name',
      'stats pct(seconds, 50) as p50, pct(seconds, 95) as p95, count(*) as answers by name',
      'sort p95 desc',
    ],
  },
  spendByCaller: spendBy('caller, plan'),
  spendByName: spendBy('name'),
  oneRequest: {
    comment: 'Write the id that the caller was told (x-request-id) in place of REQUEST-ID.',
    commands: ['fields @timestamp, @message', 'filter requestId = "REQUEST-ID"', 'sort @timestamp asc'],
  },
} as const satisfies Readonly<Record<string, Query>>;

/** Where `priced` is less than `answers`, the cost of some is not known and not in the sum. */
function spendBy(groups: string): Query {
  return {
    commands: [
      'filter message = "request" and ispresent(`gen_ai.usage.input_tokens`) and `gen_ai.operation.name` != "count_tokens"',
      'fields `gen_ai.request.model` as name',
      `stats sum(costUsd) as usd, sum(\`gen_ai.usage.input_tokens\`) as tokensIn, sum(\`gen_ai.usage.output_tokens\`) as tokensOut, count(*) as answers, count(costUsd) as priced by ${groups}`,
      'sort usd desc',
    ],
  };
}

export function toText({ comment, commands }: Query): string {
  return `${comment === undefined ? '' : `# ${comment}\n`}${commands.join('\n| ')}`;
}
