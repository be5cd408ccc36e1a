/** The chat page's `config.json`, from the deployment. Anybody can read it. */
export type PageConfig = {
  /** The largest request body, attachments in base64 included. */
  readonly maxBodyBytes: number;
} & (
  | {
      /** `key`: the page asks for an API key. */
      readonly access: 'key' | 'open';
    }
  | {
      /** The page signs in with Cognito. */
      readonly access: 'cognito';
      readonly signIn: SignInConfig;
    }
);

/** Where a person signs in, and as which client of the user pool the page asks for tokens. */
export interface SignInConfig {
  /**
   * Of the sign-in pages and the token endpoint, without a slash at the end: https://NAME.auth.REGION.amazoncognito.com, or
   * http://127.0.0.1:PORT on the local stage.
   */
  readonly domain: string;
  readonly clientId: string;
  /** Separated by spaces: openid rivulet/chat */
  readonly scope: string;
}
