// @anthropic-ai/claude-agent-sdk: query with Claude Code's own tools; the second question resumes the session.
import { env } from 'node:process';
import { query } from '@anthropic-ai/claude-agent-sdk';
import { model, questions, tell } from '../shared/script.mjs';

let resume;
for (const prompt of questions) {
  const options = {
    model,
    env,
    permissionMode: 'bypassPermissions',
    allowDangerouslySkipPermissions: true,
    settingSources: [],
    ...(resume !== undefined && { resume }),
  };
  for await (const message of query({ prompt, options })) {
    resume = message.session_id ?? resume;
    if (message.type !== 'result') continue;
    if (message.is_error) throw new Error(message.result);
    tell(message.result);
  }
}
