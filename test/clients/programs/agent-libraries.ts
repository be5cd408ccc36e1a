import type { Client } from '../client.ts';
import { inOneProtocol } from './in-one-protocol.ts';

const libraries = 'libraries';
const agents = {
  title: 'OpenAI Agents SDK',
  folder: libraries,
  packages: ['@openai/agents'],
  script: 'openai-agents',
};
const langchain = { title: 'LangChain.js', folder: libraries, script: 'langchain' };
const withOpenai = { ...langchain, packages: ['langchain', '@langchain/openai'] };
const withAnthropic = { ...langchain, packages: ['langchain', '@langchain/anthropic'] };
const mastra = { title: 'Mastra', folder: libraries, packages: ['@mastra/core'], script: 'mastra' };
const librechat = {
  title: 'LibreChat agents',
  folder: 'librechat',
  packages: ['@librechat/agents'],
  script: 'librechat',
};
const strands = {
  title: 'Strands Agents',
  folder: 'strands',
  packages: ['@strands-agents/sdk'],
  script: 'strands',
};
const stateless = '`providerOptions: { openai: { store: false } }`';

export const agentLibraries: readonly Client[] = [
  inOneProtocol('agents-chat', 'Chat Completions', { ...agents, api: 'chat', setting: '`useResponses: false`' }),
  inOneProtocol('agents-responses', 'Responses', { ...agents, api: 'responses' }),
  inOneProtocol('langchain-chat', 'Chat Completions', { ...withOpenai, api: 'chat' }),
  inOneProtocol('langchain-responses', 'Responses', { ...withOpenai, api: 'responses' }),
  inOneProtocol('langchain-messages', 'Messages', { ...withAnthropic, api: 'messages' }),
  inOneProtocol('librechat-chat', 'Chat Completions', { ...librechat, api: 'chat' }),
  inOneProtocol('librechat-responses', 'Responses', { ...librechat, api: 'responses' }),
  inOneProtocol('librechat-messages', 'Messages', { ...librechat, api: 'messages' }),
  inOneProtocol('mastra-chat', 'Chat Completions', { ...mastra, api: 'chat' }),
  inOneProtocol('mastra-responses', 'Responses', { ...mastra, api: 'responses', setting: stateless }),
  inOneProtocol('strands-chat', 'Chat Completions', { ...strands, api: 'chat' }),
  inOneProtocol('strands-responses', 'Responses', { ...strands, api: 'responses' }),
  inOneProtocol('strands-messages', 'Messages', { ...strands, api: 'messages' }),
];
