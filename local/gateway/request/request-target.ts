import type { IncomingMessage } from 'node:http';

/** Where a request goes. */
export interface RequestTarget {
  readonly url: URL;
  /** As the client named it, with its port; empty where it named none that could be one. */
  readonly host: string;
}

/**
 * The request's target alone says the path; the Host header may hold anything. A target may be a whole URL, whose host
 * then counts (RFC 9112, 3.2.2). One that is no URL either is no path of the API.
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
