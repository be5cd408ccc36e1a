import { isLoopbackName } from '../is-loopback-name.ts';

// What options that may be repeated say, each a name with its value.

export function toContextEntry(text: string): readonly [string, string] {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new Error(`-c ${text}: write a setting as name=value`);
}

export function toRuntimeEntry(text: string): readonly [string, string] {
  const [, name, value] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new Error(`--runtime ${text}: write it as NAME=AGENT or NAME=URL`);
  const url = URL.parse(value);
  if (!url || (url.protocol === 'http:' && isLoopbackName(url.hostname))) return [name, value];
  throw new Error(`--runtime ${text}: an app must run on this machine, such as at http://127.0.0.1:8080`);
}

export function toProxyEntry(text: string): readonly [string, string] {
  const [, path, value] = /^(\/[^=/]+)=(.+)$/s.exec(text) ?? [];
  const url = URL.parse(value ?? '');
  if (path !== undefined && value !== undefined && url?.protocol === 'http:' && isLoopbackName(url.hostname))
    return [path, value];
  throw new Error(
    `--proxy ${text}: write it as /PATH=URL, of a backend on this machine, such as /strands=http://127.0.0.1:8080`,
  );
}

/** The error does not repeat the option: it may be the value alone. */
export function toSecretEntry(text: string): readonly [string, string] {
  const [, name, value] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new Error('--secret: write a secret as NAME=VALUE');
}
