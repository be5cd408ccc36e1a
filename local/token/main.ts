import { parseArgs } from 'node:util';
import { z } from 'zod';
import { issuerPath } from '../gateway/answer.ts';

const helpText = `Prints an access token of a made-up user, for a local stage that runs with access=cognito.

  npm run --silent token -- NAME [--group GROUP]... [--url URL]

NAME     any: alice, who is in no group; bob, who is in all; or another
--group  a group of the user pool, which is a plan's name; may be repeated
--url    of the stage; default http://127.0.0.1:3000/dev/`;

const answerSchema = z.union([
  z.object({ access_token: z.string() }),
  z.object({ error: z.string(), error_description: z.string().optional() }),
]);

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      group: { type: 'string', multiple: true, default: [] },
      url: { type: 'string', default: 'http://127.0.0.1:3000/dev/' },
      help: { type: 'boolean', default: false },
    },
  });
  const [name, ...more] = positionals;
  if (values.help) console.log(helpText);
  else if (name === undefined || more.length > 0) throw new Error(`send one name: npm run --silent token -- alice`);
  else console.log(await askForToken(name, values.group, await findIssuer(values.url)));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function findIssuer(stageUrl: string): Promise<string> {
  const response = await fetch(new URL(issuerPath, stageUrl)).catch(() => {
    throw new Error(`nothing answers at ${stageUrl}: start it with npm start -- -c access=cognito`);
  });
  if (response.ok) return response.text();
  throw new Error(`nobody signs in at ${stageUrl}: start it with npm start -- -c access=cognito`);
}

async function askForToken(user: string, groups: readonly string[], issuer: string): Promise<string> {
  const body = new URLSearchParams({ user });
  for (const group of groups) body.append('group', group);
  const response = await fetch(`${issuer}/local/token`, {
    method: 'POST',
    headers: { 'x-rivulet-local': 'token' },
    body,
  });
  const answer = answerSchema.parse(await response.json());
  if ('access_token' in answer) return answer.access_token;
  throw new Error(answer.error_description ?? answer.error);
}
