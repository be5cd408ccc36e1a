import { describe, expect, test } from 'vitest';
import { buildTemplate } from '../synthesize.ts';
import { existing, own, templateOf } from './fixtures.ts';
import { statementsOf, toText } from '../read-template.ts';

const here = 'arn:<AWS::Partition>:bedrock:<AWS::Region>:<AWS::AccountId>:knowledge-base';

/** What the function's role may do with knowledge bases. */
const searchesOf = (knowledge: object) =>
  statementsOf(templateOf(knowledge), 'ChatRole')
    .filter((statement) => /bedrock:Retrieve|knowledge-base/.test(statement))
    .map((statement) => JSON.parse(statement));

function variablesOf(knowledge: object): Readonly<Record<string, unknown>> {
  const functions = Object.entries(templateOf(knowledge).findResources('AWS::Lambda::Function'));
  const [, chat] = functions.find(([id]) => id.startsWith('ChatFunction')) ?? [];
  return chat?.['Properties'].Environment.Variables;
}

function outputOf(knowledge: object) {
  const { Value } = templateOf(knowledge).findOutputs('Knowledge')['Knowledge'] ?? {};
  return JSON.parse(JSON.parse(toText(Value)));
}

describe('what the function may search', () => {
  test('the knowledge base that the stack makes, and nothing else', () => {
    expect(searchesOf({ docs: own })).toEqual([
      { Action: 'bedrock:Retrieve', Effect: 'Allow', Resource: `${here}/<KnowledgedocsKnowledgeBase.KnowledgeBaseId>` },
    ]);
  });

  test('one that exists, where it is', () => {
    expect(searchesOf({ docs: existing })).toEqual([
      { Action: 'bedrock:Retrieve', Effect: 'Allow', Resource: `${here}/KB12345678` },
    ]);
    expect(searchesOf({ docs: { ...existing, from: { id: 'KB12345678', region: 'us-west-2' } } })).toEqual([
      {
        Action: 'bedrock:Retrieve',
        Effect: 'Allow',
        Resource: 'arn:<AWS::Partition>:bedrock:us-west-2:<AWS::AccountId>:knowledge-base/KB12345678',
      },
    ]);
  });

  test('each name’s own', () => {
    expect(searchesOf({ docs: own, old: existing, more: own })[0].Resource.toSorted()).toEqual([
      `${here}/<KnowledgedocsKnowledgeBase.KnowledgeBaseId>`,
      `${here}/<KnowledgemoreKnowledgeBase.KnowledgeBaseId>`,
      `${here}/KB12345678`,
    ]);
  });

  test('one elsewhere than the models: Bedrock’s region is not that of the documents', () => {
    const template = templateOf({ docs: existing }, { bedrockRegion: 'eu-north-1' });
    expect(statementsOf(template, 'ChatRole').join('\n')).toContain(`${here}/KB12345678`);
  });
});

describe('what the function is told', () => {
  test('the ids of those that the stack makes, by one variable', () => {
    expect(toText(variablesOf({ docs: own, old: existing, more: own })['RIVULET_KNOWLEDGE'])).toBe(
      JSON.stringify(
        '{"docs":"<KnowledgedocsKnowledgeBase.KnowledgeBaseId>","more":"<KnowledgemoreKnowledgeBase.KnowledgeBaseId>"}',
      ),
    );
  });

  test('nothing of those that exist, which its settings name', () => {
    expect(variablesOf({ old: existing })).not.toHaveProperty('RIVULET_KNOWLEDGE');
  });
});

test('the output says where each one is, for the command line', () => {
  const links = 'https://docs.example.com/';
  expect(
    outputOf({
      docs: { ...own, links },
      old: { ...existing, perCaller: true },
      far: { ...existing, from: { id: 'KB87654321', region: 'us-west-2' }, documents: 'docs/' },
    }),
  ).toEqual({
    docs: {
      id: '<KnowledgedocsKnowledgeBase.KnowledgeBaseId>',
      region: '<AWS::Region>',
      perCaller: false,
      documents: 'knowledge/',
      links,
      bucket: '<KnowledgedocsDocumentsBucket>',
      source: '<KnowledgedocsSource.DataSourceId>',
    },
    old: { id: 'KB12345678', region: '<AWS::Region>', perCaller: true },
    far: { id: 'KB87654321', region: 'us-west-2', perCaller: false, documents: 'docs/' },
  });
});

describe('what is deployed', () => {
  const typesIn = (knowledge: object) =>
    Object.values(templateOf(knowledge).toJSON().Resources).map((resource) => JSON.stringify(resource));

  test('nothing at all without the setting', () => {
    const template = buildTemplate();
    expect(JSON.stringify(template.toJSON())).not.toMatch(/knowledge|s3vectors|AWS::S3::|states\.amazonaws/i);
    expect(Object.keys(template.findOutputs('*'))).not.toContain('Knowledge');
  });

  test('no resource for one that exists, wherever it is', () => {
    const count = typesIn({}).length;
    expect(typesIn({ old: existing })).toHaveLength(count);
    expect(typesIn({ old: { ...existing, from: { id: 'KB12345678', region: 'us-west-2' } } })).toHaveLength(count);
  });

  test('no function and no custom resource for one that the stack makes', () => {
    const functionsIn = (knowledge: object) =>
      typesIn(knowledge).filter((resource) => /AWS::Lambda::Function|Custom::/.test(resource)).length;
    expect(functionsIn({ docs: own })).toBe(functionsIn({}));
  });
});
