/** A deployment to check: its URL ends with the stage, or with a domain of its own, and a slash. */
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

/** A deployment with keys reads the first on most paths, one with sign-in the second. */
export function toCredentials(apiKey: string | undefined): Record<string, string> {
  return apiKey === undefined ? {} : { 'x-api-key': apiKey, authorization: `Bearer ${apiKey}` };
}

/** Sends a request with the key, and reads the answer to its end. */
export async function ask(target: Target, path: string, init: RequestInit = {}): Promise<Answer> {
  const answer = await send(target, path, init);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

export async function send({ url, apiKey }: Target, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  for (const [name, value] of Object.entries(toCredentials(apiKey))) headers.set(name, headers.get(name) ?? value);
  return fetch(new URL(path, url), { ...init, headers });
}
