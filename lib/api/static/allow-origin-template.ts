/**
 * VTL for a mock's response: the page's origin comes back as access-control-allow-origin if it is one of these, character for
 * character. Otherwise the header is not there.
 *
 * Written as CDK's `addCorsPreflight` writes it, because that is known to work when deployed (aws-cdk issue #30453): header names
 * are as the client sent them, and a header that is not there is the empty text. Neither is in AWS's guide.
 */
export function toAllowOriginTemplate(origins: readonly string[]): string {
  const isListed = origins.map((origin) => `$origin == "${origin}"`).join(' || ');
  return [
    '#set($origin = $input.params().header.get("Origin"))',
    '#if($origin == "")',
    '#set($origin = $input.params().header.get("origin"))',
    '#end',
    `#if(${isListed})`,
    '#set($context.responseOverride.header.access-control-allow-origin = $origin)',
    '#end',
  ].join('\n');
}
