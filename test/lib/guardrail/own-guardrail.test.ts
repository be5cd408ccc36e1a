import { Match } from 'aws-cdk-lib/assertions';
import { GuardrailPiiEntityType } from '@aws-sdk/client-bedrock-runtime';
import { expect, test } from 'vitest';
import { piiTypes } from '../../../lib/settings/rows/parts/guardrail/pii-types.ts';
import { buildTemplate } from '../synthesize.ts';

const templateOf = (create: object, more: object = {}) =>
  buildTemplate({ settings: { guardrail: { create, ...more } } });
const types = ['AWS::Bedrock::Guardrail', 'AWS::Bedrock::GuardrailVersion'];

function descriptionOf(create: object): unknown {
  const [version] = Object.values(templateOf(create).findResources('AWS::Bedrock::GuardrailVersion'));
  return version?.['Properties'].Description;
}

test('without the setting, and with a guardrail that exists, the stack makes none', () => {
  for (const settings of [{}, { guardrail: { id: 'abc123', version: '1' } }]) {
    for (const type of types) buildTemplate({ settings }).resourceCountIs(type, 0);
  }
});

test('{} blocks attacks on prompts, and five kinds of content in prompts and answers', () => {
  const both = (Type: string) => ({ Type, InputStrength: 'MEDIUM', OutputStrength: 'MEDIUM' });
  templateOf({}).hasResourceProperties(
    'AWS::Bedrock::Guardrail',
    Match.objectEquals({
      Name: 'rivulet-dev',
      BlockedInputMessaging: 'This question is not allowed here. Please ask in another way.',
      BlockedOutputsMessaging: 'This answer is not allowed here. Please ask for something else.',
      ContentPolicyConfig: {
        FiltersConfig: [
          ...['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'].map(both),
          { Type: 'PROMPT_ATTACK', InputStrength: 'HIGH', OutputStrength: 'NONE' },
        ],
      },
    }),
  );
});

test('words, profanity and personal data are checked in prompts and answers', () => {
  const blocked = { InputAction: 'BLOCK', InputEnabled: true, OutputAction: 'BLOCK', OutputEnabled: true };
  const masked = { InputAction: 'ANONYMIZE', InputEnabled: true, OutputAction: 'ANONYMIZE', OutputEnabled: true };
  const filters = { hate: 'none', insults: 'none', sexual: 'none', violence: 'none', misconduct: 'none' };
  templateOf({
    filters,
    promptAttacks: 'none',
    words: ['Project Bluebird'],
    profanity: true,
    pii: { EMAIL: 'mask', US_SOCIAL_SECURITY_NUMBER: 'block' },
    promptBlocked: 'Not here.',
    answerBlocked: 'Not this.',
  }).hasResourceProperties(
    'AWS::Bedrock::Guardrail',
    Match.objectEquals({
      Name: 'rivulet-dev',
      BlockedInputMessaging: 'Not here.',
      BlockedOutputsMessaging: 'Not this.',
      WordPolicyConfig: {
        WordsConfig: [{ Text: 'Project Bluebird', ...blocked }],
        ManagedWordListsConfig: [{ Type: 'PROFANITY', ...blocked }],
      },
      SensitiveInformationPolicyConfig: {
        PiiEntitiesConfig: [
          { Type: 'EMAIL', Action: 'ANONYMIZE', ...masked },
          { Type: 'US_SOCIAL_SECURITY_NUMBER', Action: 'BLOCK', ...blocked },
        ],
      },
    }),
  );
});

test('the function knows the guardrail by one variable, and may apply this one alone', () => {
  const guardrail = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Guardrail'), 'GuardrailId'] };
  const template = templateOf({}, { mode: 'async' });
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: Match.objectEquals({
        POWERTOOLS_SERVICE_NAME: 'rivulet-dev',
        RIVULET_GUARDRAIL: {
          'Fn::Join': [
            '',
            [
              '{"guardrailIdentifier":"',
              guardrail,
              '","guardrailVersion":"',
              { 'Fn::GetAtt': [Match.stringLikeRegexp('^GuardrailVersion'), 'Version'] },
              '","streamProcessingMode":"async"}',
            ],
          ],
        },
      }),
    },
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        {
          Action: 'bedrock:ApplyGuardrail',
          Effect: 'Allow',
          Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Guardrail'), 'GuardrailArn'] },
        },
      ]),
    },
  });
});

test('a version has another description, and so is replaced, exactly when the guardrail changes', () => {
  const first = descriptionOf({});
  expect(first).toMatch(/^settings [0-9a-f]{16}$/);
  expect(descriptionOf({ filters: { hate: 'medium' }, profanity: false })).toBe(first);
  const others = [
    { profanity: true },
    { words: ['a'] },
    { words: ['b'] },
    { answerBlocked: 'No.' },
    { pii: { PIN: 'mask' } },
  ];
  expect(new Set([first, ...others.map(descriptionOf)]).size).toBe(others.length + 1);
});

test('the old version is kept until the function has the new one: only CloudFormation’s own order decides', () => {
  const template = templateOf({});
  for (const type of types) {
    template.allResources(type, { UpdateReplacePolicy: Match.absent(), DeletionPolicy: Match.absent() });
  }
});

test('the types of personal data are those that Bedrock has', () => {
  expect(piiTypes).toEqual(Object.keys(GuardrailPiiEntityType).toSorted((a, b) => (a < b ? -1 : 1)));
});
