import path from 'node:path';

/** What a client is asked first, and what has to be in the file then. */
export function firstQuestion(number: number, work: string): { readonly question: string; readonly line: string } {
  const line = `river ${number}`;
  const file = path.join(work, 'notes.txt');
  return { question: `Write the line ${line} into the file ${file}, then read the file.`, line };
}

/** The model can answer it only if the client sends the conversation so far. */
export const secondQuestion = 'Which number did I ask for?';

/** What a text asks for, if the first question is in it: clients add to what they are asked. */
export function findTask(
  text: string,
): { readonly line: string; readonly number: string; readonly file: string } | undefined {
  const { line, number, file } =
    /the line (?<line>river (?<number>\d+)) into the file (?<file>\S+notes\.txt)/.exec(text)?.groups ?? {};
  return line === undefined || number === undefined || file === undefined ? undefined : { line, number, file };
}
