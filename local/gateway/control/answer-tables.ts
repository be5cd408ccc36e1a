import type { RequestListener } from 'node:http';
import type { LocalApi } from '../../template/model.ts';
import { type Exchange, sendAnswer } from '../exchange.ts';

const targetPrefix = 'DynamoDB_20120810.';

/**
 * Whether a request is for DynamoDB, signed, and from a program: `npm run callers` knows the stage's address, not that of its tables. A page in
 * a browser can't send the header without a preflight, which nothing here allows, and tells its origin.
 */
export function isTableRequest({ request: { headers, method }, url }: Exchange): boolean {
  return (
    method === 'POST' &&
    url.pathname === '/' &&
    headers.origin === undefined &&
    headers.authorization?.startsWith('AWS4-HMAC-SHA256 ') === true &&
    toTarget(headers['x-amz-target']).startsWith(targetPrefix)
  );
}

/** ListTables tells the tables of the template. A folder that keeps items may have those of other stages, too. */
export function answerTableRequest(
  { tables }: LocalApi,
  answer: RequestListener | undefined,
  exchange: Exchange,
): void {
  const { request, response } = exchange;
  const isList = toTarget(request.headers['x-amz-target']) === `${targetPrefix}ListTables`;
  if (answer && !isList) return answer(request, response);
  const body = isList ? { TableNames: tables.map(({ name }) => name) } : noTable;
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  sendAnswer(exchange, isList ? 200 : 400, headers, Buffer.from(JSON.stringify(body)));
}

const noTable = {
  __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
  message: 'The settings of this stage make no table.',
};

function toTarget(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}
