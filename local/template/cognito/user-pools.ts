import { z } from 'zod';
import { readProperties, silent } from '../cloudformation/properties.ts';
import { ofType, type Resource } from '../cloudformation/resources.ts';
import type { LocalPoolClient, LocalUserPool } from '../access-model.ts';

/** A pool's own rules for passwords, mail and factors: nobody proves who they are here. Triggers, which may change tokens, are refused. */
const poolProperties = z.strictObject({
  AccountRecoverySetting: silent,
  AdminCreateUserConfig: silent,
  AutoVerifiedAttributes: silent,
  DeletionProtection: silent,
  EmailVerificationMessage: silent,
  EmailVerificationSubject: silent,
  EnabledMfas: silent,
  MfaConfiguration: silent,
  Policies: silent,
  SmsVerificationMessage: silent,
  UserPoolTier: silent,
  UsernameAttributes: silent,
  VerificationMessageTemplate: silent,
});

const groupProperties = z.strictObject({ UserPoolId: z.string(), GroupName: z.string() });

const validity = z.number().default(60);

const clientProperties = z.strictObject({
  UserPoolId: z.string(),
  CallbackURLs: z.array(z.string()).default([]),
  LogoutURLs: z.array(z.string()).default([]),
  AllowedOAuthScopes: z.array(z.string()).default([]),
  AllowedOAuthFlows: z.tuple([z.literal('code')]),
  AllowedOAuthFlowsUserPoolClient: z.literal(true),
  GenerateSecret: z.literal(false).optional(),
  AccessTokenValidity: validity,
  IdTokenValidity: validity,
  RefreshTokenValidity: z.number().default(30 * 24 * 60),
  TokenValidityUnits: z.strictObject({
    AccessToken: z.literal('minutes'),
    IdToken: z.literal('minutes'),
    RefreshToken: z.literal('minutes'),
  }),
  EnableTokenRevocation: silent,
  ExplicitAuthFlows: silent,
  PreventUserExistenceErrors: silent,
  RefreshTokenRotation: silent,
  SupportedIdentityProviders: silent,
});

/** The user pools that the stack makes. */
export function readUserPools(resources: readonly Resource[]): LocalUserPool[] {
  const groups = ofType(resources, 'Cognito::UserPoolGroup').map((group) => readProperties(group, groupProperties));
  const clients = ofType(resources, 'Cognito::UserPoolClient').map(readClient);
  return ofType(resources, 'Cognito::UserPool').map((pool) => {
    readProperties(pool, poolProperties);
    return {
      id: pool.name,
      groups: groups.filter(({ UserPoolId: id }) => id === pool.name).map(({ GroupName: name }) => name),
      clients: clients.filter(({ poolId }) => poolId === pool.name).map(({ client }) => client),
    };
  });
}

function readClient(resource: Resource): { readonly poolId: string; readonly client: LocalPoolClient } {
  const properties = readProperties(resource, clientProperties);
  return {
    poolId: properties.UserPoolId,
    client: {
      id: resource.name,
      callbackUrls: properties.CallbackURLs,
      logoutUrls: properties.LogoutURLs,
      scopes: properties.AllowedOAuthScopes,
      accessTokenMinutes: properties.AccessTokenValidity,
      refreshTokenDays: properties.RefreshTokenValidity / (24 * 60),
    },
  };
}
