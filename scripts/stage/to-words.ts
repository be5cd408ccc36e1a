/** What a person is told of an error that ends a command. */
export function toWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return isUnanswered(error) || isUnanswered(error.cause) ? nothingAnswers : error.message;
}

const nothingAnswers = 'nothing answers there: is "npm start" running? For a deployment send --url or --stack';

/** `fetch` tells it as the cause of its own error. */
function isUnanswered(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
}
