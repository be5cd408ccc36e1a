import { questions } from './questions/questions.ts';

export const helpText = `Asks the API questions about documents, and says how good its sources are: those in scripts/evaluate/questions, about the
documents in knowledge/, or your own.

  npm run evaluate -- [NAME] [options]

  NAME              one of the setting knowledge; it may be left out when there is only one

  --questions FILE  your own questions, as JSON: [{"question": "…", "document": "limits.md"}, {"question": "…"}], each with the path
                    of the document that answers it, or without: then no document should. May have "language": "en", too
  --folder DIR      for --questions: the folder of the documents. Default: knowledge/
  --least-hit N     the least percent of questions whose expected document is among the sources
  --least-first N   the same, as the first source
  --least-cited N   the least percent of sentences with a citation
  --least-told N    the least percent of questions outside the documents whose answers cite nothing
  --json            prints the result as JSON, with every question
  --key KEY         an API key, or an access token where people sign in (also: the variable RIVULET_KEY). The local stage needs
                    none where it has keys
  --url URL         of the API, as cdk deploy or npm start prints it. Default: the variable URL if it is a local stage, else the local stage on its
                    usual port
  --stack NAME      the stack that has the API, in the region of your AWS profile
  --help            print this help

The API has to know the documents: npm run knowledge -- sync --folder knowledge. Without --questions, ${questions.length} questions are asked.
They are asked four at a time. On a deployment they cost what its model costs. The exit code is 1 if an answer cites what was not
told as a source, a question was not answered, or less was reached than asked for.`;
