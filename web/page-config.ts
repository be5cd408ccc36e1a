/** The chat page's `config.json`, from the deployment. Anybody can read it. */
export interface PageConfig {
  /** `key`: the page asks for an API key. */
  readonly access: 'key' | 'open';
  /** The largest request body, attachments in base64 included. */
  readonly maxBodyBytes: number;
}
