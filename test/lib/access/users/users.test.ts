import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { protocols } from '../../../../lambda/protocols/index.ts';
import { offeredRoutes } from '../../../../lambda/protocols/offered-routes.ts';
import { testConfig } from '../../../fixtures/handling/config.ts';
import { streamedMethodsOf } from '../../read-methods.ts';
import { buildTemplate } from '../../synthesize.ts';

const plans = { standard: {}, team: {} };
const cognito = (more: object = {}) => buildTemplate({ settings: { access: 'cognito', plans, ...more } });
const existing = { id: 'eu-central-1_AbCdEf123', clientId: 'abc123', domain: 'https://login.example.com' };

const authorizersOf = (template: Template) => Object.values(template.findResources('AWS::ApiGateway::Authorizer'));

describe('with access cognito', () => {
  const template = cognito();

  test('every streamed method of a protocol asks for the scope, and so for an access token', () => {
    const guarded = streamedMethodsOf(template).filter(({ AuthorizationType: type }) => type === 'COGNITO_USER_POOLS');
    expect(guarded).toHaveLength(protocols.flatMap(({ routes }) => offeredRoutes(routes, testConfig)).length);
    for (const method of guarded) {
      expect(method.AuthorizationScopes).toEqual(['rivulet/chat']);
      expect(method.ApiKeyRequired).not.toBe(true);
    }
    const open = streamedMethodsOf(template).filter(({ AuthorizationType: type }) => type === 'NONE');
    expect(open).toHaveLength(4);
  });

  test('there is no key, no plan and no authorizer function', () => {
    template.resourceCountIs('AWS::ApiGateway::ApiKey', 0);
    template.resourceCountIs('AWS::ApiGateway::UsagePlan', 0);
    template.resourceCountIs('AWS::Lambda::Function', 2);
    expect(authorizersOf(template).map(({ Properties: { Type: type } }) => type)).toEqual(['COGNITO_USER_POOLS']);
  });

  test('nobody can join the pool by themselves, and a second factor is a one-time password', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      DeletionProtection: 'INACTIVE',
    });
    template.hasResource('AWS::Cognito::UserPool', { DeletionPolicy: 'Delete' });
  });

  test('the page’s client has no secret, tokens of an hour and a refresh token that changes', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AccessTokenValidity: 60,
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
      PreventUserExistenceErrors: 'ENABLED',
      // Rotation excludes ALLOW_REFRESH_TOKEN_AUTH, which is on where no flow is named.
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      EnableTokenRevocation: true,
    });
  });

  test('there is a group for each plan but the first', () => {
    const groups = Object.values(template.findResources('AWS::Cognito::UserPoolGroup'));
    expect(groups.map(({ Properties: { GroupName: name } }) => name)).toEqual(['team']);
  });

  test('the outputs say where the page is, and how the first user is made', () => {
    expect(Object.keys(template.findOutputs('*')).toSorted()).toEqual(['CreateUser', 'Curl', 'Url', 'WebPageUrl']);
    expect(JSON.stringify(template.findOutputs('CreateUser'))).toContain('aws cognito-idp admin-create-user');
    expect(JSON.stringify(template.findOutputs('Curl'))).toContain('authorization: Bearer $TOKEN');
  });

  test('no permission names *', () => {
    for (const { Properties: properties } of Object.values(template.findResources('AWS::IAM::Policy'))) {
      for (const { Action: actions, Resource: resource } of properties.PolicyDocument.Statement) {
        expect(JSON.stringify(actions)).not.toContain('cognito');
        if (JSON.stringify(actions).includes('xray')) continue;
        expect(resource).not.toBe('*');
      }
    }
  });
});

test('with removalPolicy retain the pool is kept, and protected from deletion', () => {
  const template = cognito({ removalPolicy: 'retain' });
  template.hasResource('AWS::Cognito::UserPool', {
    DeletionPolicy: 'Retain',
    Properties: Match.objectLike({ DeletionProtection: 'ACTIVE' }),
  });
});

test('a pool that exists is asked, and nothing of it is made', () => {
  const template = cognito({ userPool: existing });
  template.resourceCountIs('AWS::Cognito::UserPool', 0);
  template.resourceCountIs('AWS::Cognito::UserPoolClient', 0);
  expect(JSON.stringify(authorizersOf(template))).toContain('userpool/eu-central-1_AbCdEf123');
  const page = JSON.stringify(template.findResources('AWS::Lambda::Function'));
  expect(page).toContain('https://login.example.com');
});

test.each(['key', 'open'])('with access %s there is nothing of Cognito', (access) => {
  const types = Object.values(buildTemplate({ settings: { access, waf: 'declined' } }).toJSON().Resources).map(
    (resource) => JSON.stringify(resource),
  );
  expect(types.filter((resource) => /cognito/i.test(resource))).toEqual([]);
});
