import { readAllowedActions } from './allowed-actions.ts';
import { readAssembly, type SynthesizedStack } from './cloudformation/assembly.ts';
import { readAuthorizers } from './api-gateway/authorizers.ts';
import { readContainers } from './containers/containers.ts';
import { makeSecrets } from './containers/secrets.ts';
import { readFunctions } from './functions.ts';
import { readGatewayResponses } from './api-gateway/gateway-responses.ts';
import { createResolver } from './cloudformation/intrinsics.ts';
import { readMethods } from './api-gateway/methods.ts';
import type { LocalApi } from './model.ts';
import { readNotEmulated } from './not-emulated.ts';
import { readOutputs } from './cloudformation/outputs.ts';
import { readPlans } from './api-gateway/plans.ts';
import { readTables } from './dynamodb/tables.ts';
import { readUserPools } from './cognito/user-pools.ts';
import { readResources } from './cloudformation/resources.ts';
import { readRestApi } from './api-gateway/rest-api.ts';

const accountId = '123456789012';

export interface TemplateChoice {
  /** Folder of the cloud assembly. */
  readonly assembly: string;
  /** Which stack of it; may be left out when there is only one. */
  readonly stack?: string;
  /** The region of a stack that does not set one. */
  readonly region?: string;
  /** The values of secrets that are not the stack's own, by their names. */
  readonly secrets?: ReadonlyMap<string, string>;
  /** What stands for backends that are not the stack's, by the paths of their proxies. */
  readonly proxies?: ReadonlyMap<string, string>;
}

type Elsewhere = Omit<TemplateChoice, 'assembly' | 'stack'>;

const nothing: ReadonlyMap<string, string> = new Map();

/** The API and functions that a deployment of the stack would have. Throws for what the stage can't emulate, naming it. */
export function readTemplate({ assembly, stack, ...choice }: TemplateChoice): LocalApi {
  return toLocalApi(readAssembly(assembly, stack), choice);
}

export function toLocalApi(
  stack: SynthesizedStack,
  { region: fallbackRegion = 'us-east-1', secrets: given = nothing, proxies = nothing }: Elsewhere = {},
): LocalApi {
  const { stackName, template, region = fallbackRegion } = stack;
  const resolver = createResolver(template, { stackName, region, accountId });
  const secrets = new Map([...given, ...makeSecrets(template, resolver)]);
  const resources = readResources(template, resolver, secrets);
  const restApi = readRestApi(resources);
  const userPools = readUserPools(resources);
  const functions = readFunctions(resources, resolver, stack.toAssetPath);
  const { toImagePath } = stack;
  const containers = readContainers(resources, { toImagePath, secrets });
  return {
    ...restApi,
    accountId,
    region,
    functions,
    containers,
    methods: readMethods(
      resources,
      { functions, containers },
      readAuthorizers(resources, functions, userPools),
      proxies,
    ),
    plans: readPlans(resources, restApi.stageName),
    userPools,
    tables: readTables(resources),
    gatewayResponses: readGatewayResponses(resources),
    outputs: readOutputs(template, resolver),
    allowedActions: readAllowedActions(template),
    notEmulated: readNotEmulated(template, resolver),
  };
}
