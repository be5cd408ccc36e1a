import * as path from 'node:path';
import type { Bucket } from '../s3/bucket.ts';
import { isSignedHere } from '../credentials.ts';
import type { Service } from '../service.ts';
import type { KnowledgeBase } from './knowledge-base.ts';
import { type KnowledgePlace, readPlaces } from './read-places.ts';

const projectFolder = path.resolve(import.meta.dirname, '../../..');

/** Needed when a policy of the stack allows searching documents. No knowledge base at AWS is ever asked: the folders of the settings stand for them. */
export const knowledge: Service = {
  isNeeded: ({ api }) => api.allowedActions.includes('bedrock:Retrieve'),

  async start(setup) {
    const { startKnowledge } = await import('./server.ts');
    const { answerS3 } = await import('../s3/answer-s3.ts');
    const places = readPlaces(setup.api);
    const buckets = new Map(places.map(({ bucketName }) => [bucketName, new Map()] as const));
    const bases = new Map<string, KnowledgeBase>();
    const notes: string[] = [];
    for (const place of places) {
      const { base, note } = await open(place, buckets.get(place.bucketName) ?? new Map());
      bases.set(place.id, base);
      notes.push(note);
    }
    const { url, answer, close } = await startKnowledge({ bases: [...bases.values()], isSigned: isSignedHere(setup) });
    return {
      variables: { AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME: url },
      notes,
      answers: new Map([
        ['bedrock', answer],
        ['s3', answerS3(buckets)],
      ]),
      close,
    };
  },
};

/** With the documents of its folder, and a sentence about them. */
async function open(place: KnowledgePlace, bucket: Bucket): Promise<{ base: KnowledgeBase; note: string }> {
  const { createKnowledgeBase } = await import('./knowledge-base.ts');
  const { fillBucket } = await import('./fill-bucket.ts');
  const base = createKnowledgeBase({ ...place, bucket });
  const problems: string[] = [];
  try {
    const refused = await fillBucket(bucket, place, projectFolder);
    const { failures } = await base.sync();
    problems.push(...[...refused, ...failures].map(({ key, reason }) => `${key}: ${reason}`));
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  const { documents, passages } = base.count();
  const found = `here, the knowledge ${place.name} has ${documents} documents in ${passages} passages, searched by words, not by embeddings.`;
  return { base, note: [found, ...toProblemLines(problems)].join('\n  ') };
}

const maxProblems = 5;

function toProblemLines(problems: readonly string[]): readonly string[] {
  const more = problems.length - maxProblems;
  const lines = problems.slice(0, maxProblems).map((problem) => `Left out: ${problem}`);
  return more > 0 ? [...lines, `and ${more} more files`] : lines;
}
