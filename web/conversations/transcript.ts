import type { CitationLocation } from '../../lambda/chat/chat-event.ts';
import type { FoundFields } from '../../lambda/protocols/found.ts';

/** A turn of a conversation, as `GET /conversations/{id}` tells it: docs/conversations.md. */
export interface KeptTurn {
  readonly turn: string;
  readonly parent: string | null;
  readonly status: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** An alias. */
  readonly model: string;
  readonly requestId: string;
  /** The conversation's, in its first line. */
  readonly system?: string;
  readonly question: readonly AskedMessage[];
  readonly answer: readonly AnswerPart[];
  readonly stopReason?: string;
  readonly error?: { readonly kind: string; readonly message: string; readonly retryable: boolean };
  readonly usage?: KeptUsage;
}

export interface AskedMessage {
  readonly role: string;
  readonly content: readonly AskedPart[];
}

/** Tools' calls and results have other types; this page asks with none. */
type AskedPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'file'; readonly name?: string; readonly format: string }
  | { readonly type: 'search-result'; readonly title: string; readonly source: string };

type AnswerPart =
  /** What was found in the documents, before what was said with it. */
  | ({ readonly type: 'sources' } & FoundFields)
  | { readonly type: 'text' | 'reasoning'; readonly text: string }
  | { readonly type: 'tool-use'; readonly id: string; readonly name: string; readonly input: unknown }
  /** What ran on the server, with its input as it was written. */
  | { readonly type: 'server-tool'; readonly id: string; readonly name: string; readonly json: string }
  | {
      readonly type: 'server-tool-result';
      readonly id: string;
      readonly isError?: true;
      /** Nothing where the agent does not show it. */
      readonly results: readonly unknown[];
    }
  | {
      readonly type: 'citation';
      readonly title?: string;
      readonly source?: string;
      readonly quotes: readonly string[];
      readonly location?: CitationLocation;
    };

interface KeptUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
}

/** A turn a line, in the order in which they began. Throws a `SyntaxError` for a line that is cut off. */
export function readTranscript(text: string): readonly KeptTurn[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): KeptTurn => JSON.parse(line));
}

/** The newest branch: the last turn, with those that lead to it. The first of them may be kept no longer. */
export function newestBranch(turns: readonly KeptTurn[]): readonly KeptTurn[] {
  const branch: KeptTurn[] = [];
  for (let turn = turns.at(-1); turn; turn = before(turns, turn)) branch.unshift(turn);
  return branch;
}

/** A parent began earlier, so a walk ends. */
function before(turns: readonly KeptTurn[], { parent, turn }: KeptTurn): KeptTurn | undefined {
  const at = turns.findIndex((each) => each.turn === turn);
  return turns.slice(0, at).find((each) => each.turn === parent);
}
