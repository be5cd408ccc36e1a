import { lookUp } from '../../look-up.ts';
import { renderContext } from '../../template/api-gateway/context-template.ts';
import { toMockStatus } from '../../template/api-gateway/integrations/mock-integration.ts';
import type { MockIntegration } from '../../template/model.ts';
import type { HeaderEcho } from '../../template/access-model.ts';
import { sendAnswer } from '../exchange.ts';
import { type IncomingHeaders, toMediaType } from '../request/incoming.ts';
import type { ProxyRequest } from '../request/proxy-event.ts';
import { Rejection } from '../rejection.ts';

/** A MOCK integration: the request template gives a status, and the integration response for that status is the answer. */
export function answerMock(integration: MockIntegration, { exchange, headers, body }: ProxyRequest): void {
  const status = chooseStatus(integration, toMediaType(headers), body);
  const mockResponse =
    integration.responses.find(({ selectionPattern }) => matches(selectionPattern, status)) ??
    integration.responses.find(({ selectionPattern }) => selectionPattern === undefined);
  if (mockResponse === undefined) throw new Rejection('API_CONFIGURATION_ERROR');
  const responseHeaders = Object.entries(mockResponse.headers).map(
    ([name, value]) => [name.toLowerCase(), renderContext(value, exchange.context, '')] as const,
  );
  sendAnswer(
    exchange,
    mockResponse.statusCode,
    {
      'content-type': mockResponse.body?.mediaType ?? 'application/json',
      ...Object.fromEntries(responseHeaders),
      ...(mockResponse.echo && echoHeader(mockResponse.echo, headers)),
    },
    Buffer.from(renderContext(mockResponse.body?.text ?? '', exchange.context, '')),
  );
}

/** Names are compared as the client wrote them, as in API Gateway's templates. */
function echoHeader({ name, requestHeaders, values }: HeaderEcho, { single }: IncomingHeaders): Record<string, string> {
  const value = requestHeaders.map((spelling) => lookUp(single, spelling) ?? '').find((text) => text !== '');
  return value !== undefined && values.includes(value) ? { [name.toLowerCase()]: value } : {};
}

function chooseStatus({ statusByMediaType, passthrough }: MockIntegration, mediaType: string, body: Buffer): number {
  const status = lookUp(statusByMediaType, mediaType);
  if (status !== undefined) return status;
  const hasTemplates = Object.keys(statusByMediaType).length > 0;
  if (passthrough === 'NEVER' || (passthrough === 'WHEN_NO_TEMPLATES' && hasTemplates)) {
    throw new Rejection('UNSUPPORTED_MEDIA_TYPE');
  }
  const passedThrough = toMockStatus(body.toString());
  if (passedThrough === undefined) throw new Rejection('API_CONFIGURATION_ERROR');
  return passedThrough;
}

function matches(selectionPattern: string | undefined, status: number): boolean {
  return selectionPattern !== undefined && new RegExp(`^(?:${selectionPattern})$`).test(String(status));
}
