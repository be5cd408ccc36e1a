import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { IApiKey, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { AccessKeys } from './access/access-keys.ts';
import type { Users } from './access/users/users.ts';
import type { OwnDomain } from './api/domain.ts';
import type { UsedFiles } from './files/used-files.ts';
import type { UsedKnowledge } from './knowledge/used-knowledge.ts';
import type { UsedAgent } from './agents/read-agents.ts';
import { toOutput } from './live/deployed.ts';
import type { Settings } from './settings/settings.ts';
import type { UsedTable } from './table/used-table.ts';

interface Made {
  readonly api: RestApi;
  /** Of the stage or the domain, with its slash. */
  readonly url: string;
  readonly hasPage: boolean;
  readonly agents: readonly UsedAgent[];
  readonly keys: AccessKeys['byPlan'];
  readonly users?: Users;
  readonly ownDomain?: OwnDomain;
  readonly table?: UsedTable;
  readonly knowledge?: UsedKnowledge;
  readonly files?: UsedFiles;
}

/** What `cdk deploy` prints: where the API is, how to come in, and where its items, documents and files are. */
export function addOutputs(
  stack: Stack,
  settings: Settings,
  { api, url, hasPage, agents, keys, users, ownDomain, table, knowledge, files }: Made,
): void {
  const { region } = stack;
  const { access, domain } = settings;
  const print = (name: string, value: string) => new CfnOutput(stack, name, { value });
  print('Url', url);
  if (hasPage) print('WebPageUrl', `${url}web`);
  if (ownDomain && domain?.hostedZone === undefined) print('DomainTarget', ownDomain.target);
  const [first] = keys.values();
  for (const [plan, key] of keys) print(key === first ? 'FetchKey' : `FetchKey-${plan}`, toFetchKey(region, key));
  if (users) print('CreateUser', toCreateUser(region, users));
  if (access === 'iam') print('CallableArn', api.arnForExecuteApi('*', '/*', api.deploymentStage.stageName));
  if (table) print('Table', table.name);
  if (knowledge) print('Knowledge', knowledge.output);
  if (files) print('Files', files.output);
  // What npm run live checks a change with.
  if (settings.live === 'on') print('Live', toOutput(settings, agents));
  const credentials: Readonly<Record<Settings['access'], string>> = {
    key: first ? ` --header "x-api-key: $(${toFetchKey(region, first)})"` : '',
    cognito: bearer,
    oidc: bearer,
    iam: ` --aws-sigv4 "aws:amz:${region}:execute-api" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" --header "x-amz-security-token: $AWS_SESSION_TOKEN"`,
    open: '',
  };
  print('Curl', `curl --no-buffer${credentials[access]} "${url}"`);
}

const bearer = ' --header "authorization: Bearer $TOKEN"';

function toFetchKey(region: string, { keyId }: IApiKey): string {
  return `aws apigateway get-api-key --region ${region} --api-key ${keyId} --include-value --query value --output text`;
}

/** Cognito mails a first password to the address. Only an address that is marked as verified can get a new one later. */
function toCreateUser(region: string, { pool }: Users): string {
  return `aws cognito-idp admin-create-user --region ${region} --user-pool-id ${pool.userPoolId} --username you@example.com --user-attributes Name=email,Value=you@example.com Name=email_verified,Value=true`;
}
