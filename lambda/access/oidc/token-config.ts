import { readFileSync } from 'node:fs';
import path from 'node:path';
import { listOf, nonEmptyText, object, optional, type Shape } from '../../read/shape.ts';
import { parseJson } from '../../read/parse-json.ts';

/** Which tokens are good, and what they say about a person. Written as the authorizer's `settings.json` by lib/access/issuer-tokens.ts. */
export interface TokenConfig {
  /** As the tokens name it: https://login.example.com, or http://127.0.0.1:PORT on the local stage. */
  readonly issuer: string;
  /** Whom the token must be for. */
  readonly audience: string;
  /** What it must allow. Left out, it need not say. */
  readonly scope?: string;
  /** The claim that names a person, and the one with their groups. */
  readonly subject: string;
  readonly groups: string;
  /** In the settings' order. A group of such a name gives the plan. */
  readonly plans: readonly string[];
}

const shape: Shape<TokenConfig> = object({
  issuer: nonEmptyText,
  audience: nonEmptyText,
  scope: optional(nonEmptyText),
  subject: nonEmptyText,
  groups: nonEmptyText,
  plans: listOf(nonEmptyText, { max: 10 }),
});

export function readTokenConfig(folder: string): TokenConfig {
  return shape(parseJson(readFileSync(path.join(folder, 'settings.json'))), '');
}
