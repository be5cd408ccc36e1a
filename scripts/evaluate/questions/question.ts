type Language = 'en' | 'ja' | 'vi';

/** A question about the documents in a folder, or one that they have no answer to. */
export interface Question {
  /** Such as `en`. */
  readonly language?: string;
  readonly text: string;
  /** The documents that answer it, by their paths in it: one of them has to be found. None: it is outside. */
  readonly documents: readonly string[];
}

/** Questions of one language about documents in one folder: `[text, name of the document, others that answer it, too]`. */
export function questionsOf(
  language: Language,
  folder: string,
  rows: readonly (readonly [text: string, ...names: string[]])[],
): Question[] {
  return rows.map(([text, ...names]) => ({ language, text, documents: names.map((name) => `${folder}/${name}.md`) }));
}
