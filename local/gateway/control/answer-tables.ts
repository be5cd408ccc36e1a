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
  if (answer && toTarget(request.headers['x-amz-target']) !== `${targetPrefix}ListTables`)
    return answer(request, response);
  const body = JSON.stringify({ TableNames: tables.map(({ name }) => name) });
  sendAnswer(exchange, 200, { 'content-type': 'application/x-amz-json-1.0' }, Buffer.from(body));
}

function toTarget(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}
