import { generateKeyPair, randomUUID, sign } from 'node:crypto';
import { promisify } from 'node:util';

/** As in a JWKS. */
export interface PublicKey {
  readonly kty: 'RSA';
  readonly alg: 'RS256';
  readonly use: 'sig';
  readonly kid: string;
  readonly n: string;
  readonly e: string;
}

export interface SigningKey {
  readonly publicKey: PublicKey;
  /** A JWT. */
  readonly sign: (claims: object) => string;
}

/** A key of this run only: no token outlives the stage, and there is no key file that could leak. */
export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const kid = randomUUID();
  return {
    publicKey: { kty: 'RSA', alg: 'RS256', use: 'sig', kid, n, e },
    sign(claims) {
      const signed = `${encode({ kid, alg: 'RS256' })}.${encode(claims)}`;
      return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
  };
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
