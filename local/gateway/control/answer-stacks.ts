import { randomUUID } from 'node:crypto';
import { toXml } from '../../xml.ts';
import type { LocalApi } from '../../template/model.ts';
import { type Exchange, sendAnswer } from '../exchange.ts';
import type { GatewayLimits } from '../limits.ts';
import { readBody } from '../request/incoming.ts';

const namespace = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/** CloudFormation's DescribeStacks: the outputs of the one stack that there is here, by whatever name it is asked for. */
export async function answerStacks(
  { outputs, region, accountId }: LocalApi,
  limits: GatewayLimits,
  exchange: Exchange,
): Promise<void> {
  const asked = new URLSearchParams((await readBody(exchange.request, limits)).toString());
  if (asked.get('Action') !== 'DescribeStacks') {
    const said = {
      Error: { Type: 'Sender', Code: 'InvalidAction', Message: 'The local stage answers DescribeStacks.' },
    };
    return send(exchange, 400, toXml('ErrorResponse', { ...said, RequestId: randomUUID() }, namespace));
  }
  const name = asked.get('StackName') ?? 'local';
  const stack = {
    StackName: name,
    StackId: `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/local`,
    StackStatus: 'CREATE_COMPLETE',
    CreationTime: new Date(exchange.arrivedMs).toISOString(),
    Outputs: { member: [...outputs].map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })) },
  };
  const result = { DescribeStacksResult: { Stacks: { member: stack } } };
  send(exchange, 200, toXml('DescribeStacksResponse', result, namespace));
}

function send(exchange: Exchange, status: number, body: string): void {
  sendAnswer(exchange, status, { 'content-type': 'text/xml' }, Buffer.from(body));
}
