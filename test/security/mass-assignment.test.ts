import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyone } from '../../lambda/access/caller.ts';
import { testConfig } from '../fixtures/handling/config.ts';
import { fullRequests } from '../fixtures/hostile/full-requests.ts';
import { type HostileStage, startHostileStage } from '../fixtures/hostile/hostile-stage.ts';
import { placesIn, put } from '../fixtures/hostile/places.ts';

let stage: HostileStage;
beforeAll(async () => {
  stage = await startHostileStage({
    systemPrompt: 'Of the deployment.',
    plans: { standard: { names: ['haiku'] } },
    guardrail: { guardrailIdentifier: 'gr1', guardrailVersion: '2', streamProcessingMode: 'sync' },
  });
});
afterAll(() => stage.close());

/** Words of the settings, of our own records and of Converse: none of them is a client's to say. */
const internalNames = `
  caller plan plans id_ kind operation question chat turns signal sources guardrail guardrailConfig
  guardrailIdentifier guardContent systemPrompt defaultPrompt family foundationModel fallbacks defaultModel
  modelNames maxTokensCap maxBodyBytes isSerial isStrict isCited isError cachePoint thought bedrockRegion
  corsOrigin modelId inferenceConfig toolConfig outputConfig serviceTier performanceConfig requestMetadata
  additionalModelRequestFields additional_model_request_fields promptVariables
  additionalModelResponseFieldPaths extra_body extra_headers s3Location toolUse reasoningContent __proto__
  constructor prototype hasOwnProperty toString valueOf toJSON then
`
  .trim()
  .split(/\s+/);

const anyValue = fc.oneof(
  fc.constantFrom<unknown>('canary', true, 1, { type: 'canary' }, [{ text: 'canary' }], { isAdmin: true }),
  fc.constant({ guardrailIdentifier: 'none', guardrailVersion: '1', names: ['nova'], plan: 'team', id: 'canary' }),
  fc.jsonValue({ maxDepth: 2 }),
);

describe.each(fullRequests)('to $protocol', ({ path, body }) => {
  const places = placesIn(body);

  test('a field of ours, at any place and of any value, changes nothing that Bedrock is asked', async () => {
    const expected = await stage.ask({ path, body });
    const somePlace = fc.oneof(fc.constant([]), fc.constantFrom(...places));
    const someNames = fc.subarray(internalNames, { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(somePlace, someNames, anyValue, async (place, names, value) => {
        const attacked = names.reduce((said, name) => put(said, [...place, name], value), body);
        const { status, asked, record } = await stage.ask({ path, body: attacked });
        expect([asked === undefined ? 400 : 200, record?.caller]).toEqual([status, anyone.id]);
        if (asked !== undefined) expect(asked).toEqual(expected.asked);
      }),
      { numRuns: 150 },
    );
  });

  test('the deployment’s guardrail holds, where it is asked for an answer', async () => {
    const { asked } = await stage.ask({ path, body });
    if (asked?.path.includes('converse'))
      expect(asked.body).toMatchObject({ guardrailConfig: { guardrailVersion: '2' } });
  });

  test('all of them at once are refused, or left out and told', async () => {
    const flooded = internalNames.reduce((said, name) => put(said, [name], 'canary'), body);
    const expected = await stage.ask({ path, body });
    const answered = await stage.ask({ path, body: flooded });
    if (answered.status === 400) expect([path, answered.asked]).toEqual(['/chat', undefined]);
    else {
      expect(answered.asked).toEqual(expected.asked);
      expect(answered.headers['x-rivulet-ignored']).toContain('caller, plan, plans');
    }
  });
});

test.each(['model', 'message', 'system', 'maxTokens'])(
  'a query has no internal field either, beside %s',
  async (name) => {
    for (const internal of internalNames) {
      const query = Object.fromEntries([
        [name, [name === 'maxTokens' ? '9' : 'haiku']],
        [internal, ['canary']],
      ]);
      const answered = await stage.ask({ method: 'GET', path: '/chat', query });
      expect([internal, answered.status, answered.asked]).toEqual([internal, 400, undefined]);
    }
  },
);

describe('what is told is no more than a client needs', () => {
  const { haiku } = testConfig.models;
  const secrets = [haiku?.id ?? '', haiku?.foundationModel ?? '', 'Of the deployment.', 'arn:aws'];

  test.each(fullRequests)(
    '$protocol: neither an answer nor a refusal holds a model’s id or a setting',
    async (request) => {
      const bodies = [request.body, put(request.body, ['model'], 'nova'), put(request.body, ['temperature'], 9)];
      for (const body of bodies) {
        const { text, headers } = await stage.ask({ path: request.path, body });
        for (const secret of secrets) expect(text + JSON.stringify(headers)).not.toContain(secret);
      }
    },
  );

  test.each(['/v1/models', '/me'])('nor does GET %s', async (path) => {
    const { status, text } = await stage.ask({ method: 'GET', path });
    expect(status).toBe(200);
    for (const secret of secrets) expect(text).not.toContain(secret);
  });
});
