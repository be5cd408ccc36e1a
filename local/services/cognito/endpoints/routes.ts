import type { Asked } from '../http/asked.ts';
import { askWho, signIn } from './authorize.ts';
import { describeIssuer, sendKeys } from './discovery.ts';
import type { IssuerState } from '../issuer-state.ts';
import { handOutToken } from './local-token.ts';
import { logout } from './logout.ts';
import type { LocalUserPool } from '../../../template/access-model.ts';
import type { Reply } from '../http/reply.ts';
import { revoke } from './revoke.ts';
import { exchangeForTokens } from './token-endpoint.ts';

export interface IssuerRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Whether a page of any origin may call it and read the answer. */
  readonly isForPages?: boolean;
  readonly answer: (state: IssuerState, asked: Asked) => Reply;
}

export function routesOf({ id }: LocalUserPool): readonly IssuerRoute[] {
  return [
    { method: 'GET', path: `/${id}/.well-known/jwks.json`, answer: sendKeys },
    { method: 'GET', path: `/${id}/.well-known/openid-configuration`, answer: describeIssuer },
    { method: 'GET', path: '/oauth2/authorize', answer: askWho },
    { method: 'POST', path: '/oauth2/authorize', answer: signIn },
    { method: 'POST', path: '/oauth2/token', isForPages: true, answer: exchangeForTokens },
    { method: 'POST', path: '/oauth2/revoke', isForPages: true, answer: revoke },
    { method: 'GET', path: '/logout', answer: logout },
    { method: 'POST', path: '/local/token', answer: handOutToken },
  ];
}
