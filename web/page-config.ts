/** The chat page's `config.json`, from the deployment. Anybody can read it. */
export type PageConfig = {
  /** The largest request body, attachments in base64 included. */
  readonly maxBodyBytes: number;
  /** Whether callers can cancel their requests. */
  readonly cancel?: true;
  /** Whether a plan has a budget. */
  readonly budgets?: true;
  /** Whether it is counted what each caller uses in a day. */
  readonly usage?: true;
  /** Whether the server keeps the page's conversations: only where a person signs in, as all holders of a key are one caller. */
  readonly conversations?: true;
} & (
  | {
      /** `key`: the page asks for an API key. */
      readonly access: 'key' | 'open';
    }
  | {
      /** The page signs in with Cognito. */
      readonly access: 'cognito';
      readonly signIn: PoolSignIn;
    }
  | {
      /** The page signs in at another issuer. */
      readonly access: 'oidc';
      readonly signIn: IssuerSignIn;
    }
);

/** Where a person signs in, and as which client the page asks for tokens. */
export type SignInConfig = PoolSignIn | IssuerSignIn;

interface PageClient {
  readonly clientId: string;
  /** Separated by spaces: openid rivulet/chat */
  readonly scope: string;
}

/** A user pool, whose addresses are fixed. */
export interface PoolSignIn extends PageClient {
  /**
   * Of the sign-in pages and the token endpoint, without a slash at the end: https://NAME.auth.REGION.amazoncognito.com, or
   * http://127.0.0.1:PORT on the local stage.
   */
  readonly domain: string;
}

/** Any OpenID Connect issuer. Its own description says where it is asked for what (OpenID Connect Discovery 1.0). */
export interface IssuerSignIn extends PageClient {
  /** As the tokens name it. */
  readonly issuer: string;
  /** The API that the access token is for, in the request for a code: Auth0 knows it by this parameter. */
  readonly audience?: string;
  /** The same by RFC 8707, which also wants it in each request for tokens. */
  readonly resource?: string;
}
