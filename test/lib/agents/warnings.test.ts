import { App } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { mcp } from '../../../lambda/agents/mcp/mcp.ts';
import { warnOfLoopback } from '../../../lib/agents/warn-of-loopback.ts';
import { localStageFlag } from '../../../lib/settings/read-settings.ts';
import { buildTemplate, createQuickApp, createStack } from '../synthesize.ts';
import { usedAgent } from './used-agent.ts';

const tools = ['add'];
const far = mcp({ url: 'https://example.com/mcp', tools: ['subtract'] });

test('a deployment without agents may read no secret', () => {
  expect(JSON.stringify(buildTemplate().toJSON())).not.toContain('secretsmanager');
});

describe('a server on loopback', () => {
  const urls = ['http://127.0.0.1:8931/mcp', 'http://localhost/mcp', 'https://[::1]/mcp'];

  test.each(urls)('%s is warned of in a deployment, which can’t reach it', (url) => {
    const stack = createStack(createQuickApp(), { agents: [usedAgent('organizer', [far, mcp({ url, tools })])] });
    Annotations.fromStack(stack).hasWarning(
      '*',
      Match.stringLikeRegexp(
        `^The agent organizer has an MCP server at ${url.replaceAll(/[.[\]]/g, '\\$&')}, which only this machine`,
      ),
    );
  });

  test.each([
    ['on the local stage, which can', [mcp({ url: urls[0] ?? '', tools })], true],
    ['where there is none', [far], false],
  ])('is not warned of %s', (_what, servers, isLocal) => {
    const app = new App({ context: { [localStageFlag]: isLocal } });
    const stack = createStack(app);
    warnOfLoopback(stack, [usedAgent('organizer', servers)]);
    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('MCP server'))).toEqual([]);
  });
});
