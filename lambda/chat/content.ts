import type { Json } from './json.ts';

/** One piece of a turn. */
export type Content =
  | PlainContent
  | ReasoningContent
  | { readonly kind: 'tool-use'; readonly id: string; readonly name: string; readonly input: Json }
  | {
      readonly kind: 'tool-result';
      readonly id: string;
      readonly content: readonly PlainContent[];
      readonly isError: boolean;
    }
  | CachePoint;

/** What users send and tools return. */
export type PlainContent = TextContent | ImageContent | DocumentContent | SearchResultContent;

/** Pieces that are more than words, each with the feature that a model must have for it, what callers call it, and what to do without. */
export const attachments: {
  readonly [Kind in Exclude<PlainContent['kind'], 'text'>]: Attachment<Kind>;
} = {
  image: { kind: 'image', feature: 'images', name: 'images', instead: 'leave them out' },
  document: { kind: 'document', feature: 'documents', name: 'documents', instead: 'leave them out' },
  'search-result': {
    kind: 'search-result',
    feature: 'searchResults',
    name: 'search results',
    instead: 'send them as text',
  },
};

interface Attachment<Kind> {
  readonly kind: Kind;
  readonly feature: AttachmentFeature;
  readonly name: string;
  readonly instead: string;
}

export type AttachmentFeature = 'images' | 'documents' | 'searchResults';

export interface TextContent {
  readonly kind: 'text';
  readonly text: string;
}

export interface ImageContent {
  readonly kind: 'image';
  readonly format: ImageFormat;
  readonly bytes: Uint8Array;
}

export interface DocumentContent {
  readonly kind: 'document';
  readonly format: DocumentFormat;
  readonly name: string;
  /** The file, or its text, or its text in passages that can be cited one by one. */
  readonly source: Uint8Array | string | readonly string[];
  /** What the model reads about the document but does not cite. */
  readonly context?: string;
  readonly isCited: boolean;
}

/** What a search of the client's own found. */
export interface SearchResultContent {
  readonly kind: 'search-result';
  readonly title: string;
  /** Where it is from: an address or any other name, told with what is cited, and never fetched. */
  readonly source: string;
  /** They can be cited one by one. */
  readonly passages: readonly string[];
  readonly isCited: boolean;
}

/** Earlier thinking, exactly as it came: the text with its signature, or bytes that only the model can read. */
export interface ReasoningContent {
  readonly kind: 'reasoning';
  readonly thought: { readonly text: string; readonly signature?: string } | Uint8Array;
}

/** The prompt up to here is worth keeping in the model's cache. */
export interface CachePoint {
  readonly kind: 'cache-point';
  readonly ttl?: CacheTtl;
}

export type CacheTtl = '5m' | '1h';

/** What Converse accepts. */
export const imageFormats = ['png', 'jpeg', 'gif', 'webp'] as const;
type ImageFormat = (typeof imageFormats)[number];

/** What Converse accepts, without two old formats, with the media types that clients use. */
export const documentTypes = {
  pdf: 'application/pdf',
  csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html',
  txt: 'text/plain',
  md: 'text/markdown',
} as const;
type DocumentFormat = keyof typeof documentTypes;
