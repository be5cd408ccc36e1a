/** A deployment to check: its URL ends with the stage and a slash. */
export interface Target {
  readonly url: string;
  /** Undefined when access is open. */
  readonly apiKey: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends a request with the key, and reads the answer to its end. */
export async function ask(target: Target, path: string, init: RequestInit = {}): Promise<Answer> {
  const answer = await send(target, path, init);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

export async function send({ url, apiKey }: Target, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (apiKey !== undefined && !headers.has('x-api-key')) headers.set('x-api-key', apiKey);
  return fetch(new URL(path, url), { ...init, headers });
}
