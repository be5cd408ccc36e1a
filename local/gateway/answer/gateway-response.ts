import { renderContext } from '../../template/api-gateway/context-template.ts';
import type { LocalApi, LocalGatewayResponse } from '../../template/model.ts';
import { sendAnswer, type Exchange } from '../exchange.ts';
import { rejectionDefaults, type Rejection, type RejectionDefault, type RejectionType } from '../rejection.ts';

const defaultTemplate = '{"message":$context.error.messageString}';

/**
 * API Gateway's own answer: its defaults, changed by the template's gateway response for this type or its family. When the
 * headers are already sent, the only signal left is to cut the connection.
 */
export function sendGatewayResponse(api: LocalApi, exchange: Exchange, { type }: Rejection): void {
  const { context, response } = exchange;
  const rejection: RejectionDefault = rejectionDefaults[type];
  const { statusCode, message, errorType, responseType = type } = rejection;
  context.set('error.message', message);
  context.set('error.messageString', JSON.stringify(message));
  context.set('error.responseType', responseType);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { own, family } = findGatewayResponses(api, type, rejection);
  const template = (own ?? family)?.template ?? defaultTemplate;
  const headers = Object.entries((own ?? family)?.headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  sendAnswer(
    exchange,
    own?.statusCode ?? family?.statusCode ?? statusCode,
    { 'content-type': 'application/json', 'x-amzn-errortype': errorType, ...Object.fromEntries(headers) },
    Buffer.from(renderContext(template, context, '')),
  );
}

/** A type without its own gateway response uses DEFAULT_4XX or DEFAULT_5XX; a status set there applies to its whole family. */
function findGatewayResponses(
  api: LocalApi,
  type: RejectionType,
  { statusCode, isFixed }: RejectionDefault,
): { readonly own?: LocalGatewayResponse | undefined; readonly family?: LocalGatewayResponse | undefined } {
  if (isFixed) return {};
  const family = api.gatewayResponses.get(statusCode < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
  return { own: api.gatewayResponses.get(type), family };
}
