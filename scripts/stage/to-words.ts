import type { Where } from './where.ts';

/** What a person is told of an error that ends a command. */
export function toWords(error: unknown, where: Where | undefined): string {
  if (!(error instanceof Error)) return String(error);
  if (where && 'url' in where && (isUnanswered(error) || isUnanswered(error.cause))) return toUnanswered(where.url);
  if (error.message === 'Region is missing') return `there is no AWS region: ${whatToSet}`;
  return error.name === 'CredentialsProviderError' ? `there are no AWS credentials: ${whatToSet}` : error.message;
}

function toUnanswered(url: string): string {
  return (
    `nothing answers at ${url}: is "npm start" running? For a stage on another port send --url, or set URL as npm start prints it; ` +
    'for a deployment send --url or --stack'
  );
}

const whatToSet =
  'set AWS_PROFILE and AWS_REGION, or run "aws configure". For a local stage send its address with --url';

/** `fetch` tells it as the cause of its own error. */
function isUnanswered(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
}
