import type { ComponentChild } from 'preact';
import type { Api } from '../api/api.ts';
import type { History } from '../chat/history/history.ts';
import type { Speech } from '../words/language.ts';

/** What lets a person in: a key, or a sign-in. The rest of the page does not know which. */
export interface Access {
  readonly api: Api;
  /** Whether the API can be asked. */
  readonly isIn: boolean;
  /** Asks the person for what is needed; empty while nothing is. */
  readonly gate: ComponentChild;
  /** For the top bar: how to be somebody else. */
  readonly badge: ComponentChild;
  /** What is left to use, if there is a limit. */
  readonly budget?: ComponentChild;
  /** Where the conversations of whoever is in are kept, if that is not this browser. */
  readonly history?: History;
  /** Offers to bring those there that this browser has. */
  readonly bring?: ComponentChild;
  /** The page's texts, in the words of this access. */
  readonly speech: Speech;
  /** What the button under a refused answer does. */
  readonly onChangeKey: () => void;
  /** The API has answered that it does not know this person. */
  readonly onRefused: () => void;
}

/** A hook: the same one for as long as the page is open. */
export type UseAccess = (speech: Speech) => Access;
