import type { GatewayState } from '../answer.ts';
import type { Exchange } from '../exchange.ts';
import { answerStacks } from './answer-stacks.ts';
import { answerTableRequest } from './answer-tables.ts';

/** Answers what is signed for another service than the API, where the stage has it. The API's own paths begin elsewhere, so that a name of a bucket can't be one. */
export async function answerService(
  service: string,
  { api, limits, services }: Pick<GatewayState, 'api' | 'limits' | 'services'>,
  exchange: Exchange,
): Promise<boolean> {
  const listener = services.get(service);
  if (service === 'dynamodb') answerTableRequest(api, listener, exchange);
  else if (service === 'cloudformation') await answerStacks(api, limits, exchange);
  else if (listener) listener(exchange.request, exchange.response);
  else return false;
  return true;
}
