import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findClosestName } from '../../lib/settings/closest-name.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { schema } from '../../lib/settings/settings.ts';
import { toConfig } from '../../lib/settings/to-config.ts';
import { refusalOf } from './settings/refusal-of.ts';

const originsUpTo = (count: number) => Array.from({ length: count }, (_, at) => `https://${at}.co`);

const haiku = 'global.anthropic.claude-haiku-4-5-20251001-v1:0';
const applicationProfile = 'arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc123';
const retention =
  'one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, 9999';

describe('a wrong setting is refused with its name, its value and what is allowed', () => {
  test.each([
    ['stage', 'Dev', 'a lower-case letter and up to 19 lower-case letters, digits or dashes'],
    ['stage', '', 'a lower-case letter and up to 19'],
    ['stage', 'a'.repeat(21), 'a lower-case letter and up to 19'],
    ['models', {}, 'an object that maps each alias to a model id'],
    ['models', 'no json', 'an object that maps each alias to a model id'],
    ['models', [], 'an object that maps each alias to a model id'],
    ['modelNames', 'gpt', 'an object that maps each name that clients send to an alias in models, or to an agent'],
    ['guardrail', { id: 'G', version: '1' }, 'an object {"id", "version", "mode"}'],
    ['guardrail', { id: 'g1', version: 1 }, 'an object {"id", "version", "mode"}'],
    ['guardrail', { id: 'g1', version: '1', mode: 'never' }, 'an object {"id", "version", "mode"}'],
    ['guardrail', { id: 'g1' }, 'an object {"id", "version", "mode"}'],
    ['guardrail', { id: 'g1', version: '1', create: {} }, 'an object {"id", "version", "mode"}'],
    ['guardrail', {}, 'an object {"id", "version", "mode"}'],
    ['defaultModel', ' ', 'text that is not blank'],
    ['defaultModel', 'opus', 'a name of a model or an agent: haiku'],
    ['systemPrompt', '\n', 'text that is not blank'],
    ['systemPrompt', 7, 'text that is not blank'],
    ['defaultPrompt', '', 'text that is not blank'],
    ['maxBodyBytes', 5_500_001, 'an integer from 1 to 5500000'],
    ['maxTurns', 0, 'an integer from 1 to 10000'],
    ['maxTokens', 'many', 'an integer from 1 to 128000'],
    ['maxTokens', '', 'an integer from 1 to 128000'],
    ['maxTokens', 1.5, 'an integer from 1 to 128000'],
    ['maxTokens', null, 'an integer from 1 to 128000'],
    ['maxTokens', 'Infinity', 'an integer from 1 to 128000'],
    ['memoryMb', 64, 'an integer from 128 to 10240'],
    ['timeoutSeconds', 901, 'an integer from 1 to 900'],
    ['timeoutSeconds', 1.5, 'an integer from 1 to 900'],
    ['integrationTimeoutSeconds', 0.04, 'a number of seconds from 0.05 to 900'],
    ['integrationTimeoutSeconds', 960, 'a number of seconds from 0.05 to 900'],
    ['marginSeconds', 0, 'a number of seconds above 0'],
    ['idleSeconds', -1, 'a number of seconds above 0'],
    ['heartbeatSeconds', 15.5, 'a number of seconds above 0, at most 15'],
    ['commitAfterSeconds', 11, 'a number of seconds above 0, at most 10'],
    ['bedrockRegion', 'Frankfurt', 'a region name such as eu-central-1'],
    ['endpoint', 'private', 'regional or edge'],
    ['access', 'none', 'key or cognito or oidc or iam or open'],
    ['waf', 'off', 'none, declined, or an object {"ipRate", "callerRate"} of requests in 5 minutes'],
    ['waf', {}, 'none, declined, or an object {"ipRate", "callerRate"} of requests in 5 minutes'],
    ['waf', { ipRate: 9 }, 'none, declined, or an object {"ipRate", "callerRate"} of requests in 5 minutes'],
    [
      'waf',
      { ipRate: 2_000_000_001 },
      'none, declined, or an object {"ipRate", "callerRate"} of requests in 5 minutes',
    ],
    ['waf', { ipRate: 0.5 }, 'none, declined, or an object {"ipRate", "callerRate"} of requests in 5 minutes'],
    ['waf', { callerRate: 100 }, 'none, declined, or an object {"ipRate", "callerRate"} of requests in 5 minutes'],
    [
      'waf',
      { ipRate: 10, callerRate: 9 },
      'none, declined, or an object {"ipRate", "callerRate"} of requests in 5 minutes',
    ],
    [
      'waf',
      { ipRate: 10, keyRate: 10 },
      'none, declined, or an object {"ipRate", "callerRate"} of requests in 5 minutes',
    ],
    ['userPool', 'new', 'create, or an object with "id" (us-east-1_AbCdEf123), "clientId" and "domain"'],
    ['throttleRate', 0, 'a number of requests per second above 0'],
    ['throttleBurst', 0.5, 'an integer of at least 1'],
    ['monthlyQuota', 0, 'an integer of at least 1'],
    ['corsOrigins', 7, '* or an origin such as https://app.example.com, or a list of 1 to 20 different ones'],
    ['corsOrigins', [], '* or an origin such as https://app.example.com'],
    ['corsOrigins', ['https://a.example', 'https://a.example'], '* or an origin such as https://app.example.com'],
    ['logRetentionDays', 2, retention],
    ['apiGatewayLogRole', true, 'create or existing'],
    ['removalPolicy', 'snapshot', 'destroy or retain'],
    ['reservedConcurrency', 0, 'an integer of at least 1'],
    ['alarmTopicArn', 'alarms', 'the ARN of an SNS topic'],
    ['ttftAlarmSeconds', 0, 'a number of seconds above 0'],
  ])('%s: %j', (name, value, allowed) => {
    const message = refusalOf({ [name]: value });
    expect(message).toContain(`\n  ${name}: got ${JSON.stringify(value)}; allowed: ${allowed}`);
    expect(message.trimEnd().split('\n')).toHaveLength(2);
  });

  test('every setting refuses a wrong value', () => {
    for (const field of schema.keyof().options)
      expect(refusalOf({ [field]: { nonsense: 1 } }), field).not.toBe('accepted');
  });
});

describe('a wrong model is refused with the place and the reason', () => {
  test.each([
    ['no id', { fast: 'haiku 4.5' }, '(fast.id: not a Bedrock model id)'],
    ['another ARN', { fast: 'arn:aws:bedrock:eu-west-1::foundation-model/x.y' }, '(fast.id: not a Bedrock model id)'],
    ['an alias with spaces', { 'my model': haiku }, '(my model: '],
    ['an unknown family', { fast: { id: haiku, family: 'gpt' } }, '(fast.family: '],
    ['an unknown property', { fast: { id: haiku, region: 'eu-west-1' } }, '(fast: Unrecognized key: "region")'],
    [
      'no region',
      { fast: { id: 'us.amazon.nova-lite-v1:0', regions: ['Ohio'] } },
      '(fast.regions.0: not a region name such as eu-central-1)',
    ],
    [
      'regions of a foundation model',
      { fast: { id: 'amazon.nova-lite-v1:0', regions: ['us-east-1'] } },
      'leave out regions: they are only for a geographic',
    ],
    [
      'regions of a global profile',
      { fast: { id: haiku, regions: ['us-east-1'] } },
      'leave out regions: they are only for a geographic',
    ],
    [
      'an unknown geography',
      { fast: 'sa.amazon.nova-lite-v1:0' },
      'unknown geography sa: list the profile\'s regions in "regions"',
    ],
    [
      'an application profile of unknown origin',
      { fast: applicationProfile },
      'an application profile needs foundationModel',
    ],
    [
      'an application profile of itself',
      { fast: { id: applicationProfile, foundationModel: applicationProfile } },
      'must be the model or profile that the ARN was made from',
    ],
    [
      'a global application profile with regions',
      { fast: { id: applicationProfile, foundationModel: haiku, regions: ['eu-west-1'] } },
      'leave out regions: foundationModel is a global profile',
    ],
    [
      'an application profile of an unknown geography',
      { fast: { id: applicationProfile, foundationModel: 'sa.amazon.x' } },
      'unknown geography sa',
    ],
    [
      'foundationModel of a foundation model',
      { fast: { id: haiku, foundationModel: haiku } },
      'foundationModel: it is only for an id that is an application-inference-profile ARN',
    ],
  ])('%s', (_, models, reason) => {
    expect(refusalOf({ models })).toContain(reason);
    expect(refusalOf({ models: JSON.stringify(models) })).toContain(reason);
  });
});

describe('web origins', () => {
  test.each([
    ['*', '*'],
    ['https://app.example.com', ['https://app.example.com']],
    ['"https://app.example.com"', ['https://app.example.com']],
    [
      '["https://app.example.com", "http://localhost:3000", "http://192.168.0.7"]',
      ['https://app.example.com', 'http://localhost:3000', 'http://192.168.0.7'],
    ],
    [originsUpTo(20), originsUpTo(20)],
  ])('%j', (given, origins) => {
    const settings = readSettings({ corsOrigins: given });
    expect(settings.corsOrigins).toEqual(origins);
    expect(toConfig(settings).corsOrigins).toEqual(origins === '*' ? undefined : origins);
    expect(Object.isFrozen(settings.corsOrigins)).toBe(true);
  });

  test.each([
    'https://a.example,https://b.example',
    'https://example.com/',
    'https://example.com/app',
    'https://Example.com',
    'https://example.com:443',
    'http://example.com:80',
    'https://example.com:99999',
    'https://*.example.com',
    'https://user@example.com',
    'https://münchen.example',
    'http://127.1',
    'example.com',
    'ws://example.com',
    'null',
    '',
    "https://a.example'",
    'https://a.example"',
    'https://$context.stage',
    'https://#end',
    'https://a.example\n',
    '*',
  ])('%j in a list is refused with its place: a browser does not write it so', (origin) => {
    const message = refusalOf({ corsOrigins: ['https://example.com', origin] });
    expect(message).toContain(' (1: not an origin as browsers write it)');
  });

  test('more than twenty are refused', () => {
    expect(refusalOf({ corsOrigins: originsUpTo(21) })).toContain('a list of 1 to 20 different ones');
  });
});

describe('settings that contradict each other are refused', () => {
  test.each([
    [
      { timeoutSeconds: 60, integrationTimeoutSeconds: 61 },
      'integrationTimeoutSeconds: got 61; allowed: at most timeoutSeconds, which is 60',
    ],
    [{ timeoutSeconds: '60' }, 'integrationTimeoutSeconds: got 900; allowed: at most timeoutSeconds, which is 60'],
    [
      { integrationTimeoutSeconds: 5 },
      'marginSeconds: got 5; allowed: less than integrationTimeoutSeconds, which is 5',
    ],
    [
      {
        bedrockRegion: 'us-east-1',
        models: {
          team: {
            id: 'arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc',
            foundationModel: 'amazon.nova-lite-v1:0',
          },
        },
      },
      'allowed: an application profile in bedrockRegion, which is us-east-1',
    ],
    [{ prewarm: 'off', prewarmAgents: 'on' }, 'prewarmAgents: got "on"; allowed: off, because prewarm is off'],
    [{ agents: 'nobody' }, 'allowed: none, all, or a list of names of agents/index.ts'],
    [
      { agents: ['assistant'], models: { assistant: 'amazon.nova-lite-v1:0' } },
      'allowed: agents whose names no model has',
    ],
    [{ marginSeconds: 300 }, 'marginSeconds: got 300; allowed: less than 300: the regional endpoint cuts'],
    [{ endpoint: 'edge', marginSeconds: 30 }, 'marginSeconds: got 30; allowed: less than 30: the edge endpoint cuts'],
    [
      { modelNames: { 'gpt-4o': 'opus' } },
      'modelNames.gpt-4o: got "opus"; allowed: a name of a model or an agent: haiku',
    ],
    [
      { modelNames: { haiku: 'haiku' } },
      'modelNames.haiku: got "haiku"; allowed: a name that no model and no agent has',
    ],
    [
      { systemPrompt: 'Be kind.', models: { old: 'mistral.mistral-7b-instruct-v0:2' } },
      'allowed: no system prompt, because the model old (family mistral-7b) does not support one',
    ],
    [
      { models: { a: { id: 'amazon.x', fallbacks: ['b'] } } },
      'models.a.fallbacks: got ["b"]; allowed: other aliases in models: there are none yet',
    ],
    [
      { models: { a: { id: 'amazon.x', fallbacks: ['d'] }, b: 'amazon.x', c: 'amazon.x' } },
      'models.a.fallbacks: got ["d"]; allowed: other aliases in models: b, c',
    ],
    [
      { models: { a: { id: 'amazon.x', fallbacks: ['a'] } } },
      'models.a.fallbacks: got ["a"]; allowed: aliases that do not lead back to a',
    ],
    [
      {
        models: {
          a: { id: 'amazon.x', fallbacks: ['b'] },
          b: { id: 'amazon.x', fallbacks: ['c'] },
          c: { id: 'amazon.x', fallbacks: ['b'] },
        },
      },
      'models.c.fallbacks: got ["b"]; allowed: aliases that do not lead back to c',
    ],
    [
      { models: { a: { id: 'amazon.x', fallbacks: ['b', 'b'] }, b: 'amazon.y' } },
      'models.a.fallbacks: got ["b","b"]; allowed: each alias once',
    ],
    [{ plans: {} }, 'plans: got {}; allowed: an object that maps 1 to 10 plans'],
    [{ plans: { Team: {} } }, 'plans: got {"Team":{}}; allowed: an object that maps 1 to 10 plans'],
    [{ plans: { 'a-b': {}, ab: {} } }, 'plans: got {"a-b":{},"ab":{}}; allowed: an object that maps 1 to 10 plans'],
    [{ plans: { team: { limit: 5 } } }, 'plans: got {"team":{"limit":5}}; allowed: an object that maps 1 to 10 plans'],
    [
      { plans: { team: { names: ['opus'] } } },
      'plans.team.names: got ["opus"]; allowed: names of models and agents: haiku',
    ],
    [{ plans: { team: { rate: 30 } } }, 'plans.team.rate: got 30; allowed: at most throttleRate, which is 20'],
    [{ plans: { team: { burst: 50 } } }, 'plans.team.burst: got 50; allowed: at most throttleBurst, which is 40'],
    [
      { access: 'open' },
      'waf: got "none"; allowed: with access open, {"ipRate": 300} for a firewall that limits each address (to 300 requests in 5 minutes), or declined to accept',
    ],
    [
      { access: 'open', waf: 'declined', conversations: 'on' },
      'conversations: got "on"; allowed: off with access open: nobody is known whose conversations they would be',
    ],
    [
      { access: 'open', waf: { ipRate: 100, callerRate: 50 } },
      'waf.callerRate: got 50; allowed: nothing: with access open, callers send no key or token. Leave it out',
    ],
    [
      { access: 'open', waf: 'declined', plans: { team: { monthlyRequests: 5 } } },
      'plans.team.monthlyRequests: got 5; allowed: nothing: API Gateway counts requests by key, and callers have none',
    ],
    [{ access: 'cognito', stage: 'aws-dev' }, 'stage: got "aws-dev"; allowed: a name without aws, amazon or cognito'],
    [
      { access: 'cognito', plans: { team: { rate: 5 } } },
      'plans.team.rate: got 5; allowed: nothing: API Gateway counts requests by key, and callers have none',
    ],
    [
      { userPool: { id: 'pool', clientId: 'abc', domain: 'https://a.example' } },
      'userPool: got {"id":"pool","clientId":"abc","domain":"https://a.example"}; allowed: create, or an object with',
    ],
    [{ maxTokens: 5000, maxTokensCap: 4096 }, 'maxTokens: got 5000; allowed: at most maxTokensCap, which is 4096'],
    [
      { idleSeconds: 20, fallbackAfterSeconds: 20 },
      'fallbackAfterSeconds: got 20; allowed: less than idleSeconds, which is 20',
    ],
    [
      {
        models: { a: { id: 'amazon.x', fallbacks: ['b', 'c'] }, b: 'amazon.y', c: 'amazon.z' },
        idleSeconds: 20,
        fallbackAfterSeconds: 10,
      },
      'fallbackAfterSeconds: got 10; allowed: less than idleSeconds / 2, which is 10: a model has 2 fallbacks',
    ],
  ])('%j', (context, problem) => {
    expect(refusalOf(context)).toContain(problem);
  });
});

test('every wrong setting is listed at once, misspelt ones too', () => {
  const lines = refusalOf({ stage: 'Dev', maxToken: 1, memoryMb: 1, access: 'all' }).split('\n');
  expect(lines.map((line) => line.trim().split(':')[0])).toEqual([
    'wrong settings (in cdk.json "context" or -c name=value)',
    'unknown setting maxToken',
    'stage',
    'memoryMb',
    'access',
  ]);
});

test('a long value is cut in the message', () => {
  expect(refusalOf({ stage: 'x'.repeat(5000) }).length).toBeLessThan(400);
});

describe('an unknown setting is refused, with the one that was probably meant', () => {
  test.each([
    ['maxToken', 'maxTokens'],
    ['max-tokens', 'maxTokens'],
    ['MAX_TOKENS', 'maxTokens'],
    ['Stage', 'stage'],
    ['model', 'models'],
    ['heartbeatSecond', 'heartbeatSeconds'],
    ['corsOrigin', 'corsOrigins'],
  ])('%s', (name, meant) => {
    expect(refusalOf({ [name]: 1 })).toContain(`unknown setting ${name}: did you mean ${meant}?`);
  });

  test.each([
    '@aws-cdk/core:stackRelativeExports',
    'aws:cdk:bundling-stacks',
    'availability-zones:account=1',
    'cli-telemetry',
  ])('%s is not ours', (name) => {
    expect(refusalOf({ [name]: 1 })).toBe('accepted');
  });

  test('a word that is close to no setting is refused, with a list of all settings', () => {
    expect(refusalOf({ nonsense: 1 })).toMatch(/unknown setting nonsense; the settings are stage, models, /);
  });

  test('of several close names, the closest is suggested', () => {
    expect(findClosestName('timeoutSecond', ['timeoutSeconder', 'timeoutSeconds'])).toBe('timeoutSeconds');
  });

  test('a long name with any one letter missing is recognized', () => {
    const names = schema.keyof().options.filter((name) => name.length > 6);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), (name, at) => {
        const cut = at % name.length;
        expect(findClosestName(name.slice(0, cut) + name.slice(cut + 1), names)).toBe(name);
      }),
    );
  });
});

test('-c gives text, and numbers and objects are read from it', () => {
  const settings = readSettings({
    maxTokens: '512',
    integrationTimeoutSeconds: '0.5',
    marginSeconds: '0.1',
    heartbeatSeconds: '.2',
    models: `{"nova": "us.amazon.nova-lite-v1:0", "mine": {"id": "${applicationProfile}", "foundationModel": "amazon.x"}}`,
    logRetentionDays: '7',
    reservedConcurrency: '3',
  });
  expect(settings).toMatchObject({
    maxTokens: 512,
    integrationTimeoutSeconds: 0.5,
    marginSeconds: 0.1,
    heartbeatSeconds: 0.2,
    models: { nova: { id: 'us.amazon.nova-lite-v1:0' }, mine: { id: applicationProfile, foundationModel: 'amazon.x' } },
    defaultModel: 'nova',
    logRetentionDays: 7,
    reservedConcurrency: 3,
  });
});

test('the defaults are the documented ones, frozen', () => {
  const settings = readSettings({});
  expect(settings).toMatchSnapshot();
  expect([settings, settings.models, settings.models['haiku']].every((part) => Object.isFrozen(part))).toBe(true);
});

test('the edge has a shorter idle limit, so its defaults are shorter, unless they are set', () => {
  expect(readSettings({ endpoint: 'edge' })).toMatchObject({ heartbeatSeconds: 10, idleSeconds: 20 });
  const said = { endpoint: 'edge', heartbeatSeconds: 3, idleSeconds: 25 };
  expect(readSettings(said)).toMatchObject(said);
});

describe('a wrong part of a new guardrail is named, with what is allowed', () => {
  const none = { hate: 'none', insults: 'none', sexual: 'none', violence: 'none', misconduct: 'none' };
  test.each<[create: unknown, problem: string]>([
    [{ promptAttack: 'high' }, 'create: Unrecognized key: "promptAttack"'],
    [{ promptAttacks: 'strong' }, 'create.promptAttacks: must be none, low, medium or high'],
    [{ filters: { hate: 'HIGH' } }, 'create.filters.hate: must be none, low, medium or high'],
    [{ filters: none, promptAttacks: 'none' }, 'create: must have at least one filter, word or type of personal data'],
    [{ profanity: 'on' }, 'create.profanity: must be true or false'],
    [{ words: [] }, 'create.words: must have at least one word'],
    [{ words: ['one two three four'] }, 'create.words.0: must be one to three words'],
    [{ words: ['w'.repeat(101)] }, 'create.words.0: must have at most 100 characters'],
    [{ words: Array.from({ length: 1001 }, String) }, 'create.words: must have at most 1000 words'],
    [{ pii: { EMIAL: 'mask' } }, 'create.pii: must be of these types: ADDRESS, AGE, '],
    [{ pii: { EMAIL: 'hide' } }, 'create.pii.EMAIL: must be block or mask'],
    [{ promptBlocked: ' ' }, 'create.promptBlocked: must not be blank'],
    [{ answerBlocked: 'x'.repeat(501) }, 'create.answerBlocked: must have at most 500 characters'],
  ])('%j', (create, problem) => {
    expect(refusalOf({ guardrail: { create } })).toContain(problem);
  });

  test('in async mode Bedrock masks nothing', () => {
    const create = { pii: { EMAIL: 'mask' } };
    expect(refusalOf({ guardrail: { create } })).toBe('accepted');
    expect(refusalOf({ guardrail: { create, mode: 'async' } })).toContain('create.pii: must not be mask in async mode');
  });

  test('one of another region than Bedrock’s is refused, where that region is known', () => {
    const id = 'arn:aws:bedrock:eu-central-1:111122223333:guardrail/abc';
    const guardrail = { id, version: '1' };
    expect(refusalOf({ guardrail, bedrockRegion: 'us-east-1' })).toContain(
      'guardrail.id: got "arn:aws:bedrock:eu-central-1:111122223333:guardrail/abc"; allowed: a guardrail in bedrockRegion, which is us-east-1',
    );
    expect(() => readSettings({ guardrail, bedrockRegion: 'eu-central-1' })).not.toThrow();
    expect(() => readSettings({ guardrail })).not.toThrow();
  });

  test('with bedrockRegion there is a way out', () => {
    const refusal = refusalOf({ guardrail: { create: {} }, bedrockRegion: 'eu-west-1' });
    expect(refusal).toContain('no create with bedrockRegion');
    expect(refusal).toContain('take a guardrail of that region by its id');
  });
});

test('the function gets its limits in milliseconds, and of the models only what it needs to call them', () => {
  const settings = readSettings({
    endpoint: 'edge',
    integrationTimeoutSeconds: 0.05,
    marginSeconds: 0.001,
    fallbackAfterSeconds: 2.5,
    systemPrompt: 'Be brief.',
    bedrockRegion: 'eu-west-1',
    guardrail: { id: 'abc123', version: '1' },
    prewarm: 'off',
    agents: 'none',
    prewarmAgents: 'off',
    maxTokensCap: 64_000,
    plans: { standard: { names: ['mine'], rate: 5 }, team: { monthlyRequests: 7 } },
    models: {
      mine: { id: applicationProfile, foundationModel: 'amazon.nova-lite-v1:0', fallbacks: ['theirs'] },
      theirs: { id: 'eu.amazon.nova-lite-v1:0', family: 'nova', regions: ['eu-west-1'] },
    },
    modelNames: { 'gpt-4o': 'mine' },
  });
  expect(toConfig(settings)).toEqual({
    models: {
      mine: {
        id: applicationProfile,
        foundationModel: 'amazon.nova-lite-v1:0',
        fallbacks: ['theirs'],
        price: { input: 60, output: 240, cacheRead: 15, cacheWrite: 60, cacheWriteOneHour: 60 },
      },
      theirs: { id: 'eu.amazon.nova-lite-v1:0', foundationModel: 'amazon.nova-lite-v1:0', family: 'nova' },
    },
    modelNames: { 'gpt-4o': 'mine' },
    defaultModel: 'mine',
    systemPrompt: 'Be brief.',
    defaultPrompt: 'Say hello and introduce yourself in two sentences.',
    bedrockRegion: 'eu-west-1',
    guardrail: { guardrailIdentifier: 'abc123', guardrailVersion: '1', streamProcessingMode: 'sync' },
    access: 'key',
    plans: { standard: { names: ['mine'] }, team: {} },
    budgetFailure: 'closed',
    isCancellable: false,
    maxBodyBytes: 4_194_304,
    maxTurns: 2000,
    maxTokens: 4096,
    maxTokensCap: 64_000,
    integrationTimeoutMs: 50,
    endpointIdleMs: 30_000,
    marginMs: 1,
    upstreamIdleMs: 20_000,
    fallbackAfterMs: 2_500,
    heartbeatMs: 10_000,
    commitAfterMs: 10_000,
    isPrewarmed: false,
  });
});
