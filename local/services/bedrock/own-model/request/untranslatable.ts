/** What a Converse request has that Chat Completions has no field for. Its message says what, in words for the person at the terminal. */
export class Untranslatable extends Error {
  override readonly name = 'Untranslatable';
}
