import type { RequestListener } from 'node:http';
import type { LocalApi } from '../../template/model.ts';
import { type Exchange, sendAnswer } from '../exchange.ts';

const listTables = 'DynamoDB_20120810.ListTables';

/** DynamoDB. ListTables tells the tables of the template. A folder that keeps items may have those of other stages, too. */
export function answerTableRequest(
  { tables }: LocalApi,
  answer: RequestListener | undefined,
  exchange: Exchange,
): void {
  const { request, response } = exchange;
  const isList = request.headers['x-amz-target'] === listTables;
  if (answer && !isList) return answer(request, response);
  const body = isList ? { TableNames: tables.map(({ name }) => name) } : noTable;
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  sendAnswer(exchange, isList ? 200 : 400, headers, Buffer.from(JSON.stringify(body)));
}

const noTable = {
  __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
  message: 'The settings of this stage make no table.',
};
