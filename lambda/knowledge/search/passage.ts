import { fieldOf, stringIn } from '../../chat/as-failure.ts';
import { maxPassageBytes } from '../../models/knowledge.ts';
import { wholeCharacters } from './whole-characters.ts';

/** A piece of a document that a search found. */
export interface Passage {
  readonly title: string;
  /** Where people may read it, if the deployment says so. */
  readonly url?: string;
  readonly text: string;
  readonly score: number;
}

const maxTitleCharacters = 200;

/**
 * One result of Retrieve (API reference, KnowledgeBaseRetrievalResult), read as if it could be anything; undefined for one without text.
 * @param links how the addresses begin that clients may be shown
 */
export function toPassage(result: unknown, links: string | undefined): Passage | undefined {
  const text = cut(stringIn(fieldOf(result, 'content'), 'text') ?? '');
  if (text.trim() === '') return undefined;
  const metadata = fieldOf(result, 'metadata');
  const location = fieldOf(result, 'location');
  const s3 = /^s3:\/\/[^/]+\/(.+)$/.exec(stringIn(fieldOf(location, 's3Location'), 'uri') ?? '')?.[1];
  const web = stringIn(fieldOf(location, 'webLocation'), 'url');
  const score = fieldOf(result, 'score');
  const url = links === undefined ? undefined : toUrl(links, stringIn(metadata, 'url') ?? web, s3);
  return {
    title: toTitle(stringIn(metadata, 'title'), s3 ?? web),
    ...(url !== undefined && { url }),
    text,
    // Not every kind of knowledge base tells one.
    score: typeof score === 'number' ? Math.round(Math.min(1, Math.max(0, score)) * 1000) / 1000 : 1,
  };
}

/** The document's own title, or else the name of its file: where it is kept is nobody's business. */
function toTitle(own: string | undefined, path: string | undefined): string {
  const name = path?.split(/[?#]/)[0]?.split('/').findLast(Boolean);
  for (const candidate of [own, name]) {
    const title = wholeCharacters(
      (candidate ?? '')
        .replaceAll(/[\p{Cc}\s]+/gu, ' ')
        .trim()
        .slice(0, maxTitleCharacters),
    );
    if (title !== '') return title;
  }
  return 'document';
}

/** A document's own address, if the deployment lets it be shown; else that of its file below `links`. */
function toUrl(links: string, own: string | undefined, key: string | undefined): string | undefined {
  const below = key === undefined ? undefined : links + key.split('/').map(encodeURIComponent).join('/');
  return [own, below].flatMap((address) => URL.parse(address ?? '')?.href ?? []).find((href) => href.startsWith(links));
}

function cut(text: string): string {
  if (Buffer.byteLength(text) <= maxPassageBytes) return text.toWellFormed();
  return `${Buffer.from(text)
    .subarray(0, maxPassageBytes)
    .toString()
    .replace(/\uFFFD+$/, '')}…`;
}
