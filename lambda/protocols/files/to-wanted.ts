import type { FilesConfig } from '../../config.ts';
import type { Incoming } from '../../http/incoming.ts';
import { pick } from './pick.ts';

type Headers = Readonly<Record<string, string>>;

/** What S3 is asked with. */
interface AskedWith {
  readonly headers: Headers;
  /** And then, if the file is not the one that If-Range means: the whole of it. */
  readonly otherwise?: Headers;
}

const conditions = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'];

/**
 * Conditions and one range are S3's to answer. It has no If-Range, which is a range on a condition. What else Range says is left out, as
 * RFC 9110 (14.2) allows: several ranges, other units, and what is none.
 */
export function toWanted(
  { method, headers }: Pick<Incoming, 'method' | 'headers'>,
  limits: Pick<FilesConfig, 'mostBytesOfPart'>,
): AskedWith {
  const sent = new Map(Object.entries(headers));
  const whole = pick(sent, conditions);
  const range = method === 'GET' ? toRange(sent, limits) : undefined;
  const onlyIf = sent.get('if-range');
  if (range === undefined) return { headers: whole };
  // A condition that refuses the whole request comes before one that only widens it.
  if (onlyIf === undefined || 'if-match' in whole || 'if-unmodified-since' in whole)
    return { headers: { ...whole, range } };
  const same = toCondition(onlyIf);
  return same ? { headers: { ...whole, ...same, range }, otherwise: whole } : { headers: whole };
}

const strongTag = /^"[^"*][^"]*"$/;
const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** A weak tag, and what is neither a tag nor a date, holds for no part (RFC 9110, 13.1.5): S3 would overlook it, and mix two states of a file. */
function toCondition(onlyIf: string): Headers | undefined {
  if (strongTag.test(onlyIf)) return { 'if-match': onlyIf };
  return date.test(onlyIf) ? { 'if-unmodified-since': onlyIf } : undefined;
}

const pattern = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * A player asks for all that is left, reads as far as it is watched, and asks for more when a part ends. Lambda is not told when it leaves, so that all
 * it asked for would be sent to nobody: it gets one part. A program that saves a file would take the part for the rest.
 */
function toRange(
  sent: ReadonlyMap<string, string>,
  { mostBytesOfPart = Infinity }: Pick<FilesConfig, 'mostBytesOfPart'>,
): string | undefined {
  const [, first = '', last = ''] = pattern.exec(sent.get('range')?.replaceAll(' ', '') ?? '') ?? [];
  if (first === '') return last === '' ? undefined : `bytes=-${last}`;
  if (last !== '' && Number(last) < Number(first)) return undefined;
  const isPlayer = /^(video|audio)$/.test(sent.get('sec-fetch-dest') ?? '');
  const end = Math.min(
    last === '' ? Infinity : Number(last),
    isPlayer ? Number(first) + mostBytesOfPart - 1 : Infinity,
  );
  return `bytes=${first}-${end === Infinity ? '' : end}`;
}
