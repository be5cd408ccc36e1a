import type { IncomingMessage } from 'node:http';

/** Where a request goes. */
export interface RequestTarget {
  readonly url: URL;
  /** As the client sent it, with its port; empty when it sent no valid one. */
  readonly host: string;
}

/**
 * The path comes from the request's target only; the Host header may hold anything. A target may be a whole URL: then its
 * host counts (RFC 9112, 3.2.2). A target that is neither a path nor a URL is not a path of the API.
 */
export function readTarget({ url: target = '/', headers, socket }: IncomingMessage): RequestTarget {
  const origin = `http://127.0.0.1:${socket.localPort}`;
  if (target.startsWith('/')) {
    return { url: URL.parse(origin + target) ?? new URL(origin), host: toHost(`http://${headers.host}`) };
  }
  const whole = /^https?:\/\/[^/?#]+(.*)$/i.exec(target);
  const rest = whole?.[1]?.replace(/^(?!\/)/, '/') ?? '/';
  return { url: URL.parse(origin + rest) ?? new URL(origin), host: toHost(whole ? target : `http://${headers.host}`) };
}

function toHost(url: string): string {
  return URL.parse(url)?.host ?? '';
}
