import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { toConfig } from '../../../lib/settings/to-config.ts';
import { refusalOf } from './refusal-of.ts';

const own = { model: 'haiku', from: 'create', documents: 'knowledge/' };
const existing = { model: 'haiku', from: { id: 'KB12345678' } };

const configOf = (knowledge: unknown) => toConfig(readSettings({ knowledge })).knowledge;

describe('it is refused, with what is wrong', () => {
  test.each<[what: string, docs: object, words: string]>([
    ['no model', { from: 'create', documents: 'knowledge/' }, 'docs.model: '],
    ['nothing to answer from', { model: 'haiku' }, 'docs.from: must be "create" or {"id", "region"}'],
    ['another word than create', { ...own, from: 'new' }, 'docs.from: must be "create" or {"id", "region"}'],
    ['an ARN', { ...existing, from: { id: 'arn:aws:bedrock:eu-west-1:123456789012:knowledge-base/A' } }, 'docs.from'],
    ['an id in small letters', { ...existing, from: { id: 'kb12345678' } }, 'docs.from'],
    ['a place for a region', { ...existing, from: { id: 'KB12345678', region: 'Frankfurt' } }, 'docs.from'],
    [
      'create without a folder',
      { model: 'haiku', from: 'create' },
      'docs.documents: must be there with "from": "create"',
    ],
    ['a folder of the machine', { ...own, documents: '/etc/' }, 'docs.documents: must be a folder of the project'],
    [
      'a folder above the project',
      { ...own, documents: '../secrets/' },
      'docs.documents: must be a folder of the project',
    ],
    ['no passages', { ...own, passages: 0 }, 'docs.passages: '],
    ['more passages than a prompt should have', { ...own, passages: 21 }, 'docs.passages: '],
    ['half a passage', { ...own, passages: 1.5 }, 'docs.passages: '],
    ['a score that none has', { ...own, leastScore: 1.1 }, 'docs.leastScore: '],
    ['a blank description', { ...own, description: ' ' }, 'docs.description: say what it knows'],
    ['blank instructions', { ...own, instructions: '' }, 'docs.instructions: must not be blank'],
    ['links without TLS', { ...own, links: 'http://docs.example.com/' }, 'docs.links: must be an address that begins'],
    ['links to run', { ...own, links: 'javascript:alert(1)/' }, 'docs.links: must be an address that begins'],
    ['links that end without a slash', { ...own, links: 'https://docs.example.com' }, 'and ends with a slash'],
    ['another answer to nothing', { ...own, whenNothing: 'guess' }, 'docs.whenNothing: '],
    ['another answer to a failure', { ...own, whenUnavailable: 'retry' }, 'docs.whenUnavailable: '],
    ['an unknown embedding', { ...own, embedding: 'amazon.titan-embed-text-v1' }, 'docs.embedding: '],
    [
      'an embedding of one that exists',
      { ...existing, embedding: 'amazon.titan-embed-text-v2:0' },
      'docs.embedding: leave it out: it is only for "create"',
    ],
    ['an unknown part', { ...own, bucket: 'mine' }, 'bucket'],
    [
      'an unknown filter',
      { ...own, filter: { like: { key: 'a', value: 'b' } } },
      'docs.filter: must be an object with one',
    ],
    [
      'two filters in one',
      { ...own, filter: { equals: { key: 'a', value: 1 }, notEquals: { key: 'b', value: 2 } } },
      'docs.filter: must be an object with one',
    ],
    [
      'a comparison that S3 Vectors does not have',
      { ...own, filter: { andAll: [{ equals: { key: 'a', value: 1 } }, { startsWith: { key: 'b', value: 'c' } }] } },
      'docs.filter: must not compare by startsWith with "from": "create"',
    ],
    ['a group of one', { ...own, filter: { andAll: [{ equals: { key: 'a', value: 1 } }] } }, 'docs.filter.andAll: '],
  ])('%s', (_what, docs, words) => {
    const refusal = refusalOf({ knowledge: { docs } });
    expect(refusal).toContain(words);
    expect(refusal).toContain('an object that maps each name');
  });

  test.each(['', 'a b', 'docs/', 'x'.repeat(65)])('the name %j', (name) => {
    expect(refusalOf({ knowledge: { [name]: own } })).toContain(`(${name}: Invalid key in record)`);
  });
});

describe('it must fit the other settings', () => {
  test.each(['model', 'rewriteWith'])('%s must be a model that callers may name', (part) => {
    expect(refusalOf({ knowledge: { docs: { ...own, [part]: 'opus' } } })).toContain(
      `knowledge.docs.${part}: got "opus"; allowed: an alias in models whose model takes a system prompt: haiku`,
    );
  });

  test('a model that takes no system prompt can’t be told to answer from sources', () => {
    const models = { haiku: 'global.anthropic.claude-haiku-5-5', mixtral: 'mistral.mixtral-8x7b-instruct-v0:1' };
    expect(refusalOf({ models, knowledge: { docs: { ...own, model: 'mixtral' } } })).toContain(
      'knowledge.docs.model: got "mixtral"; allowed: an alias in models whose model takes a system prompt: haiku',
    );
  });

  test.each(['nodocs/', 'README.md'])('its folder is there: %s is none', (documents) => {
    expect(refusalOf({ knowledge: { docs: { ...own, documents } } })).toContain(
      `knowledge.docs.documents: got "${documents}"; allowed: a folder of the project, and there is none of this name`,
    );
  });

  test('a model that always thinks can’t rewrite questions', () => {
    const models = { haiku: 'global.anthropic.claude-haiku-5-5', thinker: 'moonshotai.kimi-k3-thinking' };
    const refusal = refusalOf({ models, knowledge: { docs: { ...own, rewriteWith: 'thinker' } } });
    expect(refusal).toContain(
      'knowledge.docs.rewriteWith: got "thinker"; allowed: an alias in models whose model need not think: haiku',
    );
  });

  test('links are compared as browsers write them', () => {
    const links = 'https://Docs.Example.com:443/über/';
    expect(configOf({ docs: { ...own, links } })?.['docs']?.links).toBe('https://docs.example.com/%C3%BCber/');
  });

  test('an agent is no model to answer with', () => {
    expect(refusalOf({ agents: ['assistant'], knowledge: { docs: { ...own, model: 'assistant' } } })).toContain(
      'an alias in models whose model takes a system prompt: haiku',
    );
  });

  test.each([
    ['a model', { knowledge: { haiku: own } }, 'rename haiku in knowledge'],
    ['an agent', { agents: ['assistant'], knowledge: { assistant: own } }, 'rename assistant in knowledge'],
    [
      'a runtime',
      {
        runtimes: {
          desk: {
            arn: 'arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/desk-AbCdEf1234',
            description: 'Asks',
          },
        },
        knowledge: { desk: own },
      },
      'rename desk in knowledge',
    ],
  ])('its name must not be that of %s', (_what, settings, words) => {
    expect(refusalOf(settings)).toContain(words);
  });

  test('callers without names have no documents of their own', () => {
    const knowledge = { docs: { ...own, perCaller: true } };
    expect(refusalOf({ access: 'open', waf: 'declined', knowledge })).toContain(
      'knowledge.docs.perCaller: got true; allowed: false, because access is "open" and callers have no names',
    );
    expect(refusalOf({ knowledge })).toBe('accepted');
  });

  test('its names are names like any other: for the default, for other names, for plans', () => {
    const settings = {
      knowledge: { docs: own },
      defaultModel: 'docs',
      modelNames: { 'gpt-4o': 'docs' },
      plans: { standard: { names: ['docs'] } },
    };
    expect(readSettings(settings)).toMatchObject({ ...settings, knowledge: { docs: own } });
  });
});

describe('the function’s config', () => {
  const unsaid = {
    description: 'Answers from documents, with sources',
    model: 'haiku',
    passages: 5,
    leastScore: 0,
    isPerCaller: false,
    whenNothing: 'say-so',
    whenUnavailable: 'refuse',
  };

  test('has what is left out, and no folder and no embedding; the id of one that the stack makes comes later', () => {
    expect(configOf({ docs: { ...own, embedding: 'cohere.embed-multilingual-v3' } })).toEqual({
      docs: { ...unsaid, id: '' },
    });
  });

  test('has the id and the region of one that exists', () => {
    expect(configOf({ docs: existing })).toEqual({ docs: { ...unsaid, id: 'KB12345678' } });
    expect(configOf({ docs: { ...existing, from: { id: 'KB12345678', region: 'us-west-2' } } })).toEqual({
      docs: { ...unsaid, id: 'KB12345678', region: 'us-west-2' },
    });
  });

  test('has everything that is said, also as text', () => {
    const said = {
      description: 'Knows the handbook',
      instructions: 'Be brief.',
      passages: 20,
      leastScore: 0.4,
      filter: { andAll: [{ equals: { key: 'team', value: 'a' } }, { in: { key: 'year', value: [2025, 2026] } }] },
      links: 'https://docs.example.com/handbook/',
      whenNothing: 'answer',
      whenUnavailable: 'answer',
      rewriteWith: 'haiku',
    };
    expect(configOf(JSON.stringify({ docs: { ...existing, ...said, perCaller: true } }))).toEqual({
      docs: { ...said, model: 'haiku', id: 'KB12345678', isPerCaller: true },
    });
  });

  test('has nothing of it without the setting', () => {
    expect(toConfig(readSettings({}))).not.toHaveProperty('knowledge');
  });
});
