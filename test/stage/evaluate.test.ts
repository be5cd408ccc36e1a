import { afterAll, beforeAll, expect, test } from 'vitest';
import { findAsked } from '../../scripts/ask/find-asked.ts';
import { askAll } from '../../scripts/evaluate/ask-all.ts';
import type { KnownDocument } from '../../scripts/evaluate/judge.ts';
import { readKnownDocuments } from '../../scripts/evaluate/known-documents.ts';
import { questions } from '../../scripts/evaluate/questions/questions.ts';
import { toReport } from '../../scripts/evaluate/report.ts';
import { summarize } from '../../scripts/evaluate/summarize.ts';
import { findFaults } from '../../scripts/evaluate/thresholds.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let documents: readonly KnownDocument[];
let stage: TestStage;
beforeAll(async () => {
  // Before the stage, which reads the folder when it starts.
  documents = await readKnownDocuments();
  const settings = {
    models: { haiku: 'global.anthropic.claude-haiku-5-5' },
    defaultModel: 'haiku',
    knowledge: { docs: { model: 'haiku', from: 'create', documents: 'knowledge/' } },
  };
  stage = await startTestStage(settings, { bedrock: 'stand-in' });
});
afterAll(() => stage.close());

test('answers of the local stage have the sources that they should, and never one that was not told', async () => {
  const asked = await findAsked({ url: stage.url }, { name: undefined, key: undefined });
  const progress = { show: () => undefined, tell: () => undefined };
  const { verdicts, failed } = await askAll(asked, { questions, documents, progress });
  // A search of words finds less than one of meanings would. The stand-in's first sentence is about itself, and cites nothing.
  const faults = findFaults(summarize(verdicts), failed.length, { hit: 90, first: 70, cited: 55, told: 90 });
  expect(faults, toReport(asked.name, verdicts, failed).join('\n')).toEqual([]);
});
