import { questionsOf } from './question.ts';

/** Questions that the documents do not answer. Some are near: they share words with the documents, or sound as if they belonged here. */
export const outside = [
  ...questionsOf('en', '', [
    ['Who painted the ceiling of the Sistine Chapel?'],
    ['How do I bake sourdough bread without yeast?'],
    ['What is the capital of Australia?'],
    ['How do volcanoes form islands in the ocean?'],
    // Near: streams, keys and rivers, but not these.
    ['Which fish live in a mountain stream in Norway?'],
    ['In which key did Chopin write his first nocturne?'],
    ['How do I deploy WordPress to Heroku?'],
    // Nearest: about this project, but nowhere said.
    ['How many employees does the company behind Rivulet have?'],
    ['Does Rivulet have an app for the Apple Watch?'],
  ]),
  ...questionsOf('ja', '', [
    ['富士山の高さは何メートルですか？'],
    ['味噌汁の作り方を教えてください'],
    ['源氏物語の作者は誰ですか？'],
    // Near: a key of a car, money of a household.
    ['自動車の鍵をなくしたら警察に届けますか？'],
    ['国会で可決された補正予算の総額は？'],
    // Nearest: about this project, but nowhere said.
    ['Rivulet の株価は今日いくらですか？'],
  ]),
  ...questionsOf('vi', '', [
    ['Phở bò Hà Nội nấu như thế nào?'],
    ['Sông Mê Kông dài bao nhiêu kilômét?'],
    ['Ai viết Truyện Kiều?'],
    // Near: a wall against fire, a budget of a country.
    ['Vạn Lý Trường Thành được xây vào thế kỷ nào?'],
    ['Bội chi ngân sách nhà nước Việt Nam năm 2019?'],
    // Nearest: about this project, but nowhere said.
    ['Rivulet có văn phòng ở Đà Nẵng không?'],
  ]),
];
