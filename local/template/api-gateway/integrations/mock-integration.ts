import { z } from 'zod';
import { checkContextTemplate, toHeaderValues } from '../context-template.ts';
import { readHeaderEcho } from '../header-echo.ts';
import type { MockIntegration, MockResponse } from '../../model.ts';
import { silent } from '../../cloudformation/properties.ts';
import { refuse, type ResourceName } from '../../cloudformation/refuse.ts';

const mockResponseProperties = z.strictObject({
  StatusCode: z.coerce.number(),
  SelectionPattern: z.string().optional(),
  ResponseParameters: z.record(z.string(), z.string()).default({}),
  ResponseTemplates: z.record(z.string(), z.string()).default({}),
});

export const mockIntegrationProperties = z.strictObject({
  Type: z.literal('MOCK'),
  PassthroughBehavior: z.enum(['NEVER', 'WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES']).default('WHEN_NO_MATCH'),
  RequestTemplates: z.record(z.string(), z.string()).default({}),
  IntegrationResponses: z.array(mockResponseProperties),
  TimeoutInMillis: silent,
});

/** The status in a mock integration's request: from its template, or from a body passed through. */
export function toMockStatus(text: string): number | undefined {
  const status = /^\s*\{\s*"?statusCode"?\s*:\s*(\d{3})\s*\}\s*$/.exec(text)?.[1];
  return status === undefined ? undefined : Number(status);
}

export function toMockIntegration(
  properties: z.output<typeof mockIntegrationProperties>,
  at: ResourceName,
): MockIntegration {
  const statusByMediaType = Object.fromEntries(
    Object.entries(properties.RequestTemplates).map(([mediaType, template]) => [
      mediaType.toLowerCase(),
      toMockStatus(template) ?? refuse(at, `request template ${template} is not supported (only {"statusCode": N} is)`),
    ]),
  );
  return {
    kind: 'mock',
    passthrough: properties.PassthroughBehavior,
    statusByMediaType,
    responses: properties.IntegrationResponses.map((response) => toMockResponse(response, at)),
  };
}

function toMockResponse(properties: z.output<typeof mockResponseProperties>, at: ResourceName): MockResponse {
  const { SelectionPattern: selectionPattern } = properties;
  const [template, ...others] = Object.entries(properties.ResponseTemplates);
  if (others.length > 0)
    refuse(at, `response templates for several media types (such as ${others[0]?.[0]}) are not supported`);
  const [mediaType = '', source = ''] = template ?? [];
  const { headers, echo, text } = readResponseTemplate(source, at);
  return {
    statusCode: properties.StatusCode,
    ...(selectionPattern === undefined ? {} : { selectionPattern }),
    headers: { ...toHeaderValues(properties.ResponseParameters, 'method.response.header.', at), ...headers },
    ...(echo && { echo }),
    ...(template === undefined ? {} : { body: { mediaType, text } }),
  };
}

const headerOverride =
  /^[ \t]*#set\(\s*\$context\.responseOverride\.header\.([\w-]+)\s*=\s*"([^"]*)"\s*\)[ \t]*\r?\n?/gm;

interface ResponseTemplate extends Pick<MockResponse, 'headers' | 'echo'> {
  readonly text: string;
}

/** The only VTL that is supported: an echoed header, lines that set a response header, and `$context` variables. */
function readResponseTemplate(source: string, at: ResourceName): ResponseTemplate {
  const headers = new Map<string, string>();
  const { echo, rest } = readHeaderEcho(source);
  const text = rest.replaceAll(headerOverride, (_line, name: string, value: string) => {
    checkContextTemplate(value, at);
    headers.set(name, value);
    return '';
  });
  checkContextTemplate(text, at);
  return { headers: Object.fromEntries(headers), ...(echo && { echo }), text };
}
