import * as path from 'node:path';
import { tellJson } from '../../../lib/knowledge/documents/tell-json.ts';
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
    const { toMemoryStore } = await import('../s3/memory-store.ts');
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
      answers: new Map([['bedrock', answer]]),
      buckets: new Map([...buckets].map(([name, bucket]) => [name, toMemoryStore(bucket)])),
      close,
    };
  },
};

/** With the documents of its folder, and a sentence about them. Rejects if there is no such folder. */
async function open(place: KnowledgePlace, bucket: Bucket): Promise<{ base: KnowledgeBase; note: string }> {
  const { createKnowledgeBase } = await import('./knowledge-base.ts');
  const base = createKnowledgeBase({ ...place, bucket });
  const { name, folder } = place;
  if (folder === undefined) return { base, note: toNothing(name) };
  const { fillBucket } = await import('./fill-bucket.ts');
  const refused = await fillBucket(bucket, { ...place, folder }, projectFolder).catch((error: unknown) => {
    throw isNoFolder(error)
      ? new Error(`knowledge.${name}.documents: there is no folder ${folder} in the project`, { cause: error })
      : error;
  });
  const { failures } = await base.sync();
  const problems = [...refused, ...failures].map(({ key, reason }) => `${key}: ${reason}`);
  const { documents, passages } = base.count();
  const found = `here, the knowledge ${name} has ${documents} documents in ${passages} passages, searched by words, not by embeddings.`;
  return { base, note: [found, ...toProblemLines(problems), ...tellJson([...bucket.keys()])].join('\n  ') };
}

function toNothing(name: string): string {
  return (
    `here, the knowledge ${name} finds nothing, for its documents are at AWS. With the setting knowledge.${name}.documents, a folder, ` +
    'that would be searched here.'
  );
}

function isNoFolder(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

const maxProblems = 5;

function toProblemLines(problems: readonly string[]): readonly string[] {
  const more = problems.length - maxProblems;
  const lines = problems.slice(0, maxProblems).map((problem) => `Left out: ${problem}`);
  return more > 0 ? [...lines, `and ${more} more files`] : lines;
}
