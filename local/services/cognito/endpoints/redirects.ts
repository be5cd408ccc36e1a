import { isLoopbackName } from '../../../is-loopback-name.ts';

/**
 * Where a browser may be sent back to: one of the registered addresses, or the same path on this machine, because the template's
 * addresses name the deployment's host, and the local stage has another one. Undefined for any other address.
 */
export function findRedirect(asked: string | null, registered: readonly string[]): URL | undefined {
  const url = URL.parse(asked ?? '');
  if (url === null) return undefined;
  const isAllowed = registered.some(
    (address) => address === asked || (isOnLoopback(url) && leadsToSamePath(url, address)),
  );
  return isAllowed ? url : undefined;
}

function isOnLoopback(url: URL): boolean {
  const hasCredentials = url.username !== '' || url.password !== '';
  return url.protocol === 'http:' && isLoopbackName(url.hostname) && !hasCredentials && url.hash === '';
}

function leadsToSamePath(url: URL, address: string): boolean {
  const known = URL.parse(address);
  return known !== null && known.pathname === url.pathname && known.search === url.search;
}
