import { localCredentials } from '../sigv4/signature.ts';
import type { Stage } from '../stage.ts';

/** What a person at a terminal sends to come in. */
export interface CallerOptions {
  /** What curl needs. */
  readonly curl: readonly string[];
  /** Shell variables for the commands of the docs. */
  readonly variables: readonly string[];
  /** What to mind with the variables. */
  readonly note?: string;
}

/** What the template's methods ask for. */
export function toCallerOptions({ api, apiKey, url }: Pick<Stage, 'api' | 'apiKey' | 'url'>): CallerOptions {
  // Mocks and the page ask for nothing.
  const authorizer = api.methods.find((method) => method.authorizer)?.authorizer;
  if (apiKey !== undefined) return { curl: [`--header 'x-api-key: ${apiKey}'`], variables: [`KEY='${apiKey}'`] };
  switch (authorizer?.kind) {
    case 'COGNITO_USER_POOLS': {
      // A token lasts an hour: the line asks for one each time.
      const ask = `npm run --silent token -- alice --url '${url}'`;
      return { curl: [`--header "authorization: Bearer $(${ask})"`], variables: [`KEY="$(${ask})"`] };
    }
    case 'TOKEN':
    case 'REQUEST':
      return {
        curl: ['--header "authorization: Bearer $KEY"'],
        variables: ["KEY='an access token of the issuer'"],
      };
    case 'AWS_IAM': {
      const { accessKeyId, secretAccessKey } = localCredentials;
      return {
        curl: [`--aws-sigv4 'aws:amz:${api.region}:execute-api' --user '${accessKeyId}:${secretAccessKey}'`],
        // All four: a session token of the reader's own would not fit these.
        variables: [
          `AWS_ACCESS_KEY_ID='${accessKeyId}' AWS_SECRET_ACCESS_KEY='${secretAccessKey}'`,
          `AWS_SESSION_TOKEN='' AWS_REGION='${api.region}'`,
        ],
        note: ', in a new terminal: these take the place of your own AWS credentials',
      };
    }
    case undefined:
      return { curl: [], variables: [] };
  }
}
