import { describe, expect, test } from 'vitest';
import { readCommandLine } from '../../../local/start/command-line.ts';

const defaults = {
  port: 3000,
  isVerbose: false,
  isHelp: false,
  bedrock: 'stand-in',
  secrets: new Map(),
  proxies: new Map(),
  runtimes: new Map(),
  context: {},
};
const server = 'http://127.0.0.1:11434/v1';
const endpoint = { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://127.0.0.1:9' };

describe('npm start -- …', () => {
  test.each([
    ['nothing', [], {}, {}],
    ['a port', ['--port', '0'], {}, { port: 0 }],
    ['PORT', [], { PORT: '8080' }, { port: 8080 }],
    ['a port and PORT: the option wins', ['--port=4000'], { PORT: '8080' }, { port: 4000 }],
    ['--verbose and --help', ['--verbose', '--help'], {}, { isVerbose: true, isHelp: true }],
    [
      'settings',
      ['-c', 'stage=prod', '--context', 'defaultPrompt=a=b'],
      {},
      { context: { stage: 'prod', defaultPrompt: 'a=b' } },
    ],
    ['a folder for data', ['--data', 'kept'], {}, { data: 'kept' }],
    ['a folder of files', ['--files', 'docs'], {}, { files: 'docs' }],
    [
      'secrets, whose values may have any character',
      ['--secret', 'tasks/key=a=b', '--secret=other=c\nd'],
      {},
      {
        secrets: new Map([
          ['tasks/key', 'a=b'],
          ['other', 'c\nd'],
        ]),
      },
    ],
    [
      'what stands for backends elsewhere',
      ['--proxy', '/python=http://127.0.0.1:8000/stream', '--proxy=/strands=http://localhost:8080'],
      {},
      {
        proxies: new Map([
          ['/python', 'http://127.0.0.1:8000/stream'],
          ['/strands', 'http://localhost:8080'],
        ]),
      },
    ],
    [
      'what stands for agents elsewhere',
      ['--runtime', 'research=organizer', '--runtime=other=http://127.0.0.1:8080'],
      {},
      {
        runtimes: new Map([
          ['research', 'organizer'],
          ['other', 'http://127.0.0.1:8080'],
        ]),
      },
    ],
    ['Bedrock itself', ['--bedrock', 'aws'], {}, { bedrock: 'aws' }],
    ['a server of models', ['--bedrock', `${server}/`], endpoint, { bedrock: { server } }],
    [
      'a server of models, one of them, and its key',
      ['--bedrock', server, '--model', 'qwen3:8b'],
      { OPENAI_API_KEY: 'sk-1' },
      { bedrock: { server, model: 'qwen3:8b', key: 'sk-1' } },
    ],
    ['an endpoint in the shell', [], endpoint, { bedrock: { url: 'http://127.0.0.1:9' } }],
    [
      'an endpoint in the shell, but the stand-in is asked for',
      ['--bedrock=stand-in'],
      endpoint,
      { bedrock: 'stand-in' },
    ],
  ])('%s', (_name, commandArguments, shell, expected) => {
    expect(readCommandLine(commandArguments, shell)).toEqual({ ...defaults, ...expected });
  });

  test.each([
    [['--port', '70000'], {}, '--port is "70000": a port must be a number from 0 to 65535'],
    [[], { PORT: 'web' }, 'PORT is "web": a port must be a number from 0 to 65535'],
    [
      ['--bedrock', 'gcp'],
      {},
      '--bedrock is "gcp": it must be stand-in, aws, or a URL such as http://127.0.0.1:11434/v1',
    ],
    [['--model', 'tiny'], {}, '--model tiny: say with --bedrock URL which server has it'],
    [['--model', 'tiny', '--bedrock', 'aws'], {}, '--model tiny: say with --bedrock URL which server has it'],
    [['--bedrock', 'http://sk-1@127.0.0.1/v1'], {}, '--bedrock: leave the key out of the URL: set OPENAI_API_KEY'],
    [['--bedrock', 'http://:sk-1@127.0.0.1/v1'], {}, '--bedrock: leave the key out of the URL: set OPENAI_API_KEY'],
    [
      ['--bedrock', `${server}?key=sk-1`],
      {},
      '--bedrock: leave out what begins with ? or #: it takes the address alone',
    ],
    [
      ['--bedrock', server],
      { OPENAI_API_KEY: 'sk-1\nsk-2' },
      'OPENAI_API_KEY has a character that no key can have, such as a space or a line break',
    ],
    [['--bedrock', server, '--model', ''], {}, '--model has no value: name a model, such as qwen3:8b'],
    [
      [],
      { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'localhost' },
      'AWS_ENDPOINT_URL_BEDROCK_RUNTIME is "localhost": it must be a URL such as http://127.0.0.1:8080',
    ],
    [['--files='], {}, '--files has no value: name a folder, such as docs'],
    [['-c', 'stage'], {}, '-c stage: write a setting as name=value'],
    [['--prot', '1'], {}, "Unknown option '--prot'"],
    [['--runtime', 'research'], {}, '--runtime research: write it as NAME=AGENT or NAME=URL'],
    [['--proxy', '/python'], {}, '--proxy /python: write it as /PATH=URL, of a backend on this machine'],
    [['--proxy', 'python=http://127.0.0.1:8000'], {}, 'write it as /PATH=URL'],
    [['--proxy', '/python=https://agent.example.com'], {}, 'of a backend on this machine'],
    [['--proxy', '/python=http://10.0.0.1:8000'], {}, 'of a backend on this machine'],
    [['--secret', 'hunter2'], {}, '--secret: write a secret as NAME=VALUE'],
    [['--secret', 'name='], {}, '--secret: write a secret as NAME=VALUE'],
  ])('%j %j is refused', (commandArguments, shell, message) => {
    expect(() => readCommandLine(commandArguments, shell)).toThrow(message);
  });
});
