import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { IApiKey } from 'aws-cdk-lib/aws-apigateway';
import type { AccessKeys } from './access/access-keys.ts';
import type { Users } from './access/users/users.ts';

interface Made {
  /** Of the stage, with its slash. */
  readonly url: string;
  readonly hasPage: boolean;
  readonly keys: AccessKeys['byPlan'];
  readonly users?: Users;
}

/** What `cdk deploy` prints: where the API is, and how to come in. */
export function addOutputs(stack: Stack, { url, hasPage, keys, users }: Made): void {
  const print = (name: string, value: string) => new CfnOutput(stack, name, { value });
  print('Url', url);
  if (hasPage) print('WebPageUrl', `${url}web`);
  const [first] = keys.values();
  for (const [plan, key] of keys) print(key === first ? 'FetchKey' : `FetchKey-${plan}`, toFetchKey(stack.region, key));
  if (users) print('CreateUser', toCreateUser(stack.region, users));
  const header = first ? ` --header "x-api-key: $(${toFetchKey(stack.region, first)})"` : '';
  print('Curl', `curl --no-buffer${users ? ' --header "authorization: Bearer $TOKEN"' : header} "${url}"`);
}

function toFetchKey(region: string, { keyId }: IApiKey): string {
  return `aws apigateway get-api-key --region ${region} --api-key ${keyId} --include-value --query value --output text`;
}

/** Cognito mails a first password to the address. Only an address that is marked as verified can get a new one later. */
function toCreateUser(region: string, { pool }: Users): string {
  return `aws cognito-idp admin-create-user --region ${region} --user-pool-id ${pool.userPoolId} --username you@example.com --user-attributes Name=email,Value=you@example.com Name=email_verified,Value=true`;
}
