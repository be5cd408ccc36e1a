import { Failure } from '../chat/failure.ts';
import type { Config } from '../config.ts';
import type { Incoming } from './incoming.ts';

/** API Gateway lets 10 MB through, Lambda 6 MB; the setting is lower, so that the refusal can say what is allowed. */
export function checkSize(
  { body, refused }: Pick<Incoming, 'body' | 'refused'>,
  { maxBodyBytes }: Pick<Config, 'maxBodyBytes'>,
): void {
  if (refused) throw refused;
  if (body.length <= maxBodyBytes) return;
  throw new Failure('too-large', `the body is ${body.length} bytes; the limit is ${maxBodyBytes} bytes`);
}
