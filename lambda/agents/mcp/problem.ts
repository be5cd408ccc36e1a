/** What can be wrong with a server, in a word that is harmless in a log. */
type Word =
  | 'Unreachable'
  | 'Redirected'
  | `Status${number}`
  | 'Unanswered'
  | 'TooMuchSent'
  | 'Late'
  | 'EndlessList'
  | 'ToolMissing'
  | 'SchemaTooLarge'
  | 'TokenRefused'
  | `Secret${string}`;

/** Why a server, or what it takes to ask it, does not do as it should. What the server itself says stays here: it may be anything. */
export class Problem extends Error {
  override readonly name: Word;

  constructor(word: Word, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = word;
  }
}
