interface Phrases {
  /** No source fits the question. */
  readonly notSaid: string;
  /** The search found none. */
  readonly notFound: string;
  readonly notSearched: string;
  /** What comes behind one of these where the model may go on. */
  readonly modelGoesOn: string;
  readonly quote: (sentence: string) => string;
}

const english: Phrases = {
  notSaid: 'The documents say nothing about this.',
  notFound: 'No source for this was found in the documents.',
  notSearched: 'The documents cannot be searched right now.',
  modelGoesOn: ' A model would now answer from what it knows.',
  quote: (sentence) => `“${sentence}”`,
};

const vietnamese: Phrases = {
  notSaid: 'Tài liệu không nói gì về điều này.',
  notFound: 'Không tìm thấy nguồn nào trong tài liệu cho câu hỏi này.',
  notSearched: 'Hiện không thể tìm trong tài liệu.',
  modelGoesOn: ' Một mô hình giờ sẽ trả lời từ kiến thức của nó.',
  quote: english.quote,
};

const japanese: Phrases = {
  notSaid: 'ドキュメントにはこのことについて書かれていません。',
  notFound: 'ドキュメントにこの質問の出典は見つかりませんでした。',
  notSearched: '今はドキュメントを検索できません。',
  modelGoesOn: 'モデルなら、ここで自分の知識から答えます。',
  quote: (sentence) => `「${sentence}」`,
};

/** In the language of a question, as far as its letters tell it. */
export function phrasesFor(question: string): Phrases {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(question)) return japanese;
  // Letters that no other language of Latin script has, in one form whichever way they were typed.
  if (/[ăđơư\u1EA0-\u1EF9]/i.test(question.normalize('NFC'))) return vietnamese;
  return /\p{Script=Han}/u.test(question) ? japanese : english;
}
