import { describe, expect, test } from 'vitest';
import { functionArn, readHandMade, resolveInEnvironment } from '../hand-made.ts';

const conditions = {
  Yes: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
  No: { 'Fn::Not': [{ Condition: 'Yes' }] },
  Either: { 'Fn::Or': [{ Condition: 'No' }, { Condition: 'Yes' }] },
  Both: { 'Fn::And': [{ Condition: 'No' }, { Condition: 'Yes' }] },
};
const parameters = { Greeting: { Type: 'String', Default: 'hello' }, Missing: { Type: 'String' } };
const resources = {
  Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: { 'Fn::Sub': '/aws/${AWS::StackName}' } } },
  Role: { Type: 'AWS::IAM::Role' },
  Documents: { Type: 'AWS::S3::Bucket' },
  Vectors: { Type: 'AWS::S3Vectors::VectorBucket' },
  Index: { Type: 'AWS::S3Vectors::Index' },
  Docs: { Type: 'AWS::Bedrock::KnowledgeBase' },
  Source: { Type: 'AWS::Bedrock::DataSource' },
  Sync: { Type: 'AWS::StepFunctions::StateMachine' },
};

// Made up, and the same each time.
const docsId = 'E5NXOIRXAW';
const sourceId = 'XRH8ESN3MO';

describe('an intrinsic function is resolved', () => {
  test.each([
    ['Ref of a pseudo parameter', { Ref: 'AWS::AccountId' }, '123456789012'],
    ['Ref of a parameter with a default', { Ref: 'Greeting' }, 'hello'],
    ['Ref of a resource without a name', { Ref: 'Role' }, 'Stack-Role'],
    ['Ref of a resource with a name of its own', { Ref: 'Logs' }, '/aws/Stack'],
    ['Fn::GetAtt of a function', { 'Fn::GetAtt': ['Chat', 'Arn'] }, functionArn],
    ['Fn::GetAtt with a dot', { 'Fn::GetAtt': 'Role.Arn' }, 'arn:aws:iam::123456789012:role/Stack-Role'],
    ['Fn::GetAtt of an id', { 'Fn::GetAtt': ['Post', 'ResourceId'] }, 'Stack-Post'],
    ['Ref of a bucket', { Ref: 'Documents' }, 'stack-documents'],
    ['Fn::GetAtt of a bucket', { 'Fn::GetAtt': ['Documents', 'Arn'] }, 'arn:aws:s3:::stack-documents'],
    [
      'Fn::GetAtt of an index of vectors',
      { 'Fn::GetAtt': ['Index', 'IndexArn'] },
      'arn:aws:s3vectors:us-east-1:123456789012:index/Stack-Index',
    ],
    ['Ref of a bucket of vectors', { Ref: 'Vectors' }, 'arn:aws:s3vectors:us-east-1:123456789012:bucket/Stack-Vectors'],
    ['Ref of a knowledge base', { Ref: 'Docs' }, docsId],
    ['Fn::GetAtt of a knowledge base’s id', { 'Fn::GetAtt': ['Docs', 'KnowledgeBaseId'] }, docsId],
    [
      'Fn::GetAtt of a knowledge base’s ARN',
      { 'Fn::GetAtt': ['Docs', 'KnowledgeBaseArn'] },
      `arn:aws:bedrock:us-east-1:123456789012:knowledge-base/${docsId}`,
    ],
    ['Fn::GetAtt of a data source', { 'Fn::GetAtt': ['Source', 'DataSourceId'] }, sourceId],
    ['Ref of a state machine', { Ref: 'Sync' }, 'arn:aws:states:us-east-1:123456789012:stateMachine:Stack-Sync'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Greeting' }, 'b']] }, 'a-hello-b'],
    ['Fn::Split and Fn::Select', { 'Fn::Select': ['1', { 'Fn::Split': ['/', 'x/y/z'] }] }, 'y'],
    ['Fn::Sub with Ref and GetAtt', { 'Fn::Sub': '${AWS::Region} ${Chat.Arn}' }, `us-east-1 ${functionArn}`],
    ['Fn::Sub with variables of its own', { 'Fn::Sub': ['${Name}!', { Name: { Ref: 'Greeting' } }] }, 'hello!'],
    ['Fn::Sub with an escape', { 'Fn::Sub': '${!Literal}' }, '${Literal}'],
    ['Fn::If of a true condition', { 'Fn::If': ['Yes', 'then', 'else'] }, 'then'],
    ['Fn::If of a false condition', { 'Fn::If': ['No', 'then', 'else'] }, 'else'],
    ['Fn::Or', { 'Fn::If': ['Either', 'then', 'else'] }, 'then'],
    ['Fn::And', { 'Fn::If': ['Both', 'then', 'else'] }, 'else'],
    ['AWS::NoValue leaves the property out', { Ref: 'AWS::NoValue' }, undefined],
  ])('%s', (_name, value, expected) => {
    expect(resolveInEnvironment(value, { conditions, parameters, resources })).toBe(expected);
  });

  test('a resource whose condition is false is not there', () => {
    const Secret = { Type: 'AWS::Secrets::Unknown', Condition: 'No' };
    expect(readHandMade({ conditions, resources: { Secret } }).methods).toHaveLength(1);
  });
});

describe('what cannot be resolved is refused, naming the resource', () => {
  test.each([
    ['an unknown function', { 'Fn::ImportValue': 'x' }, 'intrinsic function Fn::ImportValue is not supported'],
    ['a Ref to nothing', { Ref: 'Nobody' }, "Ref to Nobody, which the template doesn't define"],
    ['a parameter without a default', { Ref: 'Missing' }, 'parameter Missing has no default value'],
    [
      'an attribute of nothing',
      { 'Fn::GetAtt': ['Nobody', 'Arn'] },
      "Fn::GetAtt of Nobody, which the template doesn't define",
    ],
    [
      'an unknown attribute',
      { 'Fn::GetAtt': ['Role', 'Colour'] },
      'Fn::GetAtt Role.Colour of AWS::IAM::Role is not supported',
    ],
    ['an unknown condition', { 'Fn::If': ['Maybe', 'a', 'b'] }, 'condition Maybe is not defined'],
    ['a condition function', { 'Fn::If': ['Odd', 'a', 'b'] }, 'condition function Fn::Contains is not supported'],
    ['an index that is not there', { 'Fn::Select': [5, ['a']] }, 'Fn::Select has no element 5'],
    ['Fn::If with one branch', { 'Fn::If': ['No', 'a'] }, 'Fn::If needs two branches'],
    ['Fn::Join of no list', { 'Fn::Join': 'abc' }, 'Fn::Join of "abc" is not supported'],
  ])('%s', (_name, value, reason) => {
    const more = { parameters, resources, conditions: { ...conditions, Odd: { 'Fn::Contains': [['a'], 'a'] } } };
    const resolve = (): unknown => resolveInEnvironment(value, more);
    expect(resolve).toThrow(`the local stage can't emulate Chat (AWS::Lambda::Function): ${reason}`);
  });
});
