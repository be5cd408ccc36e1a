import { refuse, type ResourceName } from '../cloudformation/refuse.ts';

const variablePattern = /\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g;

/** The `$context` variables that responses may use here; access logs may use any (an unknown one is `-`). */
const responseVariables: ReadonlySet<string> = new Set([
  'accountId',
  'apiId',
  'error.message',
  'error.messageString',
  'error.responseType',
  'extendedRequestId',
  'httpMethod',
  'path',
  'requestId',
  'requestTime',
  'requestTimeEpoch',
  'resourcePath',
  'stage',
]);

/** The text with its `$context` variables filled in. */
export function renderContext(text: string, variables: ReadonlyMap<string, string>, missing: string): string {
  return text.replaceAll(variablePattern, (_match, name: string) => variables.get(name) ?? missing);
}

/** Refuses anything but text and `$context` variables: other variables, and VTL directives. */
export function checkContextTemplate(text: string, at: ResourceName): void {
  const other = /\$[!{\w][\w.]*|#[a-z{@][\w{@]*/.exec(text.replaceAll(variablePattern, ''));
  if (other) refuse(at, `${other[0]} is not supported in a response template (only $context variables are)`);
  for (const [, name = ''] of text.matchAll(variablePattern)) {
    if (!responseVariables.has(name)) refuse(at, `variable $context.${name} is not supported in a response template`);
  }
}

function toHeaderValue(mapping: string, at: ResourceName): string {
  const literal = /^'(.*)'$/.exec(mapping)?.[1];
  return literal ?? refuse(at, `header mapping ${mapping} is not supported (only 'quoted text' is)`);
}

/** Header mappings by bare header name. */
export function toHeaderValues(
  mappings: Readonly<Record<string, string>>,
  prefix: string,
  at: ResourceName,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(mappings).map(([name, mapping]) => [name.replace(prefix, ''), toHeaderValue(mapping, at)]),
  );
}
