import { expect, test } from 'vitest';
import { chooseApp } from '../../../../local/services/agentcore/choose-app.ts';

const arn = 'arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/research-AbCdEf1234';
const http = { arn, speaks: 'http' } as const;
const agents = ['assistant', 'organizer'];

test.each([
  ['the agent of the same name', 'organizer', [], { agent: 'organizer' }],
  ['or else the first', 'research', [], { agent: 'assistant' }],
  ['or the one that is asked for', 'research', ['organizer'], { agent: 'organizer' }],
  ['or an app that runs already', 'research', ['http://127.0.0.1:8080'], { url: new URL('http://127.0.0.1:8080') }],
] as const)('what stands for a runtime: %s', (_what, name, [said], chosen) => {
  expect(chooseApp(name, http, new Map(said === undefined ? [] : [[name, said]]), agents)).toEqual(chosen);
});

test.each([
  [
    'an unknown agent',
    http,
    'nobody',
    agents,
    '--runtime research=nobody: it must be a URL such as http://127.0.0.1:8080, or an agent of agents/index.ts: assistant, organizer',
  ],
  [
    'no agents at all',
    http,
    undefined,
    [],
    'nothing here can stand for the runtime research: say with --runtime research=URL where one runs',
  ],
  [
    'AG-UI',
    { arn, speaks: 'ag-ui' as const },
    undefined,
    agents,
    'the runtime research speaks ag-ui, which no agent here does: say with --runtime research=URL where one runs',
  ],
  [
    'a harness',
    { arn: arn.replace('runtime', 'harness'), speaks: 'http' as const },
    undefined,
    agents,
    'the runtime research is a harness, which runs on AWS only',
  ],
])('with %s the stage does not start, and says what to do', (_what, runtime, said, known, message) => {
  expect(() => chooseApp('research', runtime, new Map(said === undefined ? [] : [['research', said]]), known)).toThrow(
    message,
  );
});
