import { randomInt } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SeenRequest } from '../../../local/services/bedrock/seen-request.ts';
import type { Client, Outcome, Session } from '../client.ts';
import { firstQuestion, secondQuestion } from '../questions.ts';
import type { Check } from './check.ts';
import { toReason } from './to-reason.ts';

export interface Place {
  readonly url: string;
  readonly key: string;
  readonly installed: string;
  /** What Bedrock was asked. */
  readonly seen: readonly SeenRequest[];
}

interface Attempt extends Session {
  /** Whether one of the client's requests came as far as the model. */
  readonly reachesModel: () => boolean;
}

/** A loop of tools and what is remembered of it with two models, an error, and an answer that breaks off. */
export async function checkClient(
  client: Client,
  place: Place,
  tell: (client: Client, check: Check) => void,
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  const add = async (about: string, run: () => Promise<string | undefined>) => {
    const start = performance.now();
    const problem = await run();
    const check = { about, seconds: (performance.now() - start) / 1000, ...(problem !== undefined && { problem }) };
    checks.push(check);
    tell(client, check);
  };
  for (const model of client.models) {
    await add(`${model}: uses tools and remembers`, () => inSession(client, place, model, 90, findLoopProblem));
  }
  const { error, cut = 'cut' } = client;
  await add(`${error.model}: shows the error`, () => inSession(client, place, error.model, 90, findErrorProblem));
  // Programs that try again for minutes have not taken it for an answer by then.
  await add(`${cut}: is not taken for an answer`, () => inSession(client, place, cut, 15, findCutProblem));
  return checks;
}

type FindProblem = (client: Client, attempt: Attempt) => Promise<string | undefined>;

async function inSession(client: Client, place: Place, model: string, timeoutSeconds: number, find: FindProblem) {
  const folder = await mkdtemp(path.join(tmpdir(), `rivulet-${client.name}-`));
  const [home, work] = [path.join(folder, 'home'), path.join(folder, 'work')];
  // The question names the folder, so it shows whose request it is.
  const reachesModel = () => place.seen.some(({ body }) => JSON.stringify(body).includes(work));
  try {
    for (const each of [home, work]) await mkdir(each);
    return await find(client, { ...place, model, home, work, timeoutSeconds, reachesModel });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const findLoopProblem: FindProblem = async (client, session) => {
  const number = randomInt(1000, 10_000);
  const { question, line } = firstQuestion(number, session.work);
  const questions = client.onlyOnce === undefined ? [question, secondQuestion] : [question];
  const outcomes = await client.ask(questions, session);
  const failed = outcomes.find(({ hasFailed }) => hasFailed);
  if (failed) return toReason(failed.text);
  const written = await readFile(path.join(session.work, 'notes.txt'), 'utf8').catch(() => undefined);
  if (written?.trim() !== line) return `the file was not written: ${toReason(textOf(outcomes[0]))}`;
  if (!textOf(outcomes[0]).includes(`The file holds ${line}.`)) {
    return `the answer is not shown: ${toReason(textOf(outcomes[0]))}`;
  }
  if (client.onlyOnce !== undefined || textOf(outcomes[1]).includes(`You asked for ${number}.`)) return undefined;
  return `the second answer does not hold the number: ${toReason(textOf(outcomes[1]))}`;
};

const findErrorProblem: FindProblem = async (client, session) => {
  const [outcome] = await client.ask([firstQuestion(1, session.work).question], session);
  if (!outcome?.hasFailed) return `the error is taken for an answer: ${toReason(textOf(outcome))}`;
  return client.error.says.test(outcome.text) ? undefined : `it does not show the error: ${toReason(outcome.text)}`;
};

const findCutProblem: FindProblem = async (client, session) => {
  const [outcome] = await client.ask([firstQuestion(1, session.work).question], session);
  if (!outcome?.hasFailed) return `it is taken for an answer: ${toReason(textOf(outcome))}`;
  return session.reachesModel() ? undefined : `it does not come that far: ${toReason(outcome.text)}`;
};

function textOf(outcome: Outcome | undefined): string {
  return outcome?.text ?? '';
}
