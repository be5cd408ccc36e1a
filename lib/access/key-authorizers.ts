import * as path from 'node:path';
import { Duration } from 'aws-cdk-lib';
import {
  CfnAuthorizer,
  type IAuthorizer,
  IdentitySource,
  RequestAuthorizer,
  TokenAuthorizer,
} from 'aws-cdk-lib/aws-apigateway';
import { Code, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { keyPatterns } from '../../lambda/access/key-patterns.ts';
import type { Protocol } from '../../lambda/protocols/protocol.ts';
import type { Settings } from '../settings/settings.ts';
import { addSmallFunction } from '../functions/small-function.ts';

type KeyHeader = Protocol['keyHeader'];

export interface KeyAuthorizersProps {
  readonly settings: Settings;
  readonly codePath: string;
  readonly headers: readonly KeyHeader[];
}

/** One function that reads keys, behind one authorizer for each header: a cached TOKEN authorizer when it is a single header. */
export class KeyAuthorizers extends Construct {
  readonly byHeader: ReadonlyMap<KeyHeader, IAuthorizer>;

  constructor(scope: Construct, id: string, { settings, codePath, headers }: KeyAuthorizersProps) {
    super(scope, id);
    const handler = addSmallFunction(this, settings, {
      code: Code.fromAsset(path.join(codePath, 'key-authorizer')),
      handler: 'index.handler',
      timeout: Duration.seconds(5),
    });
    this.byHeader = new Map([...new Set(headers)].map((header) => [header, this.#addAuthorizer(header, handler)]));
  }

  #addAuthorizer(header: KeyHeader, handler: IFunction): IAuthorizer {
    if (header === 'either') return this.#addUncached(header, handler);
    return new TokenAuthorizer(this, header, {
      handler,
      identitySource: IdentitySource.header(header),
      // API Gateway refuses anything else without calling the function.
      validationRegex: keyPatterns[header],
      resultsCacheTtl: Duration.minutes(5),
    });
  }

  /** A cached REQUEST authorizer requires all of its headers to be present, so this one is not cached and runs for every request. */
  #addUncached(id: string, handler: IFunction): IAuthorizer {
    const authorizer = new RequestAuthorizer(this, id, {
      handler,
      identitySources: [],
      resultsCacheTtl: Duration.seconds(0),
    });
    // CDK writes an empty string. AWS documents that it may be missing without a cache, but not that it may be empty.
    for (const child of authorizer.node.findAll()) {
      if (child instanceof CfnAuthorizer) child.addPropertyDeletionOverride('IdentitySource');
    }
    return authorizer;
  }
}
