import { busy, type Client } from '../client.ts';
import { inScript } from '../run/in-script.ts';

type Said = Omit<Client, 'name' | 'protocol' | 'ask' | 'models' | 'error'> & Partial<Pick<Client, 'models' | 'error'>>;

interface Script {
  /** Its name in the library's folder. */
  readonly script: string;
  /** What it calls the protocol, if it has several. */
  readonly api?: string;
}

/** A library with one protocol. Its script makes no second try, so that errors come at once. */
export function inOneProtocol(
  name: string,
  protocol: Client['protocol'],
  { script, api, ...library }: Said & Script,
): Client {
  const models = ['claude-haiku-5-5', 'nova'] as const;
  return { models, error: busy, ...library, name, protocol, ask: inScript(script, api) };
}
