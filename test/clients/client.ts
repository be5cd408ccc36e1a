import type { Alias } from './stage.ts';

/** A program or library with one protocol: one row in docs/clients.md. */
export interface Client {
  /** What `npm run clients -- NAME` calls it. */
  readonly name: string;
  /** Its heading in docs/clients.md, below which its start is. */
  readonly title: string;
  /** The folder in packages/ that installs it. */
  readonly folder: string;
  /** What docs/clients.md names of it, by the names in that folder's package.json. */
  readonly packages: readonly string[];
  readonly protocol: 'Chat Completions' | 'Responses' | 'Messages' | 'UI messages';
  /** Two models of different families. */
  readonly models: readonly Alias[];
  /** What it needs besides the URL, the key and the model. */
  readonly setting?: string;
  /** Which error it meets, and what it must say then. */
  readonly error: { readonly model: Alias | 'unknown'; readonly says: RegExp };
  /** The model whose answer breaks off. @default cut */
  readonly cut?: Alias;
  /** Why it is not asked the second question. */
  readonly onlyOnce?: string;
  /** Asks the questions one after the other in one conversation, until one fails. */
  ask(questions: readonly string[], session: Session): Promise<readonly Outcome[]>;
}

/** Where a client runs, and what it needs to know. */
export interface Session {
  /** Without a slash at the end. */
  readonly url: string;
  readonly key: string;
  readonly model: string;
  /** A home folder of its own. */
  readonly home: string;
  /** The folder it works in. */
  readonly work: string;
  /** The folder it is installed in. */
  readonly installed: string;
  readonly timeoutSeconds: number;
}

/** How the client took one question. */
export interface Outcome {
  /** All that it printed. */
  readonly text: string;
  readonly hasFailed: boolean;
}

/** What a client shows of a model that has no capacity, and of one that does not exist: Rivulet's own words. */
export const busy = { model: 'busy', says: /Bedrock has no capacity for this model/ } as const;
export const unknown = { model: 'unknown', says: /this deployment has no such model/ } as const;
