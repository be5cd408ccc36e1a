import { createHash } from 'node:crypto';
import { Construct } from 'constructs';
import type { Settings } from '../settings/settings.ts';
import { DocumentBucket } from './document-bucket.ts';
import { KnowledgeBase } from './knowledge-base.ts';
import { toPhysicalName } from './physical-name.ts';
import { type Embedding, toReading } from './reading.ts';
import { Sync } from './sync.ts';

export interface OwnKnowledgeProps extends Pick<Settings, 'removalPolicy'> {
  /** Unique in its account and region. */
  readonly name: string;
  /** @default Titan, which knows more than a hundred languages */
  readonly embedding?: Embedding;
}

/**
 * Documents that can be searched: a bucket for them, the knowledge base that is made from it, and what reads them in after each change. None of it
 * costs anything while it is not used, but for the space that documents and vectors take.
 */
export class OwnKnowledge extends Construct {
  readonly id: string;
  readonly bucket: string;
  /** The id of the data source. */
  readonly source: string;

  constructor(
    scope: Construct,
    id: string,
    { name, removalPolicy, embedding = 'amazon.titan-embed-text-v2:0' }: OwnKnowledgeProps,
  ) {
    super(scope, id);
    const documents = new DocumentBucket(this, 'Documents', { removalPolicy });
    const reading = toReading(embedding);
    // How documents are read can't be changed, and the new knowledge base is there before the old one goes: so another reading is another knowledge
    // base, with another name and a role of its own, whose old one can still delete the old vectors.
    const hash = createHash('sha256')
      .update(JSON.stringify([name, reading]))
      .digest('hex')
      .slice(0, 8);
    const knowledgeBase = new KnowledgeBase(this, `Read-${hash}`, {
      name: toPhysicalName(name, hash),
      reading,
      documents,
      removalPolicy,
    });
    new Sync(this, 'Sync', { documents, knowledgeBase });
    this.id = knowledgeBase.id;
    this.bucket = documents.name;
    this.source = knowledgeBase.source;
  }
}
