import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** Writes to the answer that was asked for last. */
    tell: (text: string) => void;
  }
}

/** Makes the test the writer of each answer, to its `done`. Runs in the page, before its own code. */
export function answerByHand(): void {
  const real = window.fetch;
  window.fetch = (url, request) => {
    if (typeof url !== 'string' || !url.endsWith('/chat')) return real(url, request);
    const body = new ReadableStream<string>({
      start(answer) {
        window.tell = (text) => {
          answer.enqueue(text);
          if (text.includes('event: done\n')) answer.close();
        };
        request?.signal?.addEventListener('abort', () => answer.error(new Error('stopped')));
      },
    });
    const headers = { 'content-type': 'text/event-stream' };
    return Promise.resolve(new Response(body.pipeThrough(new TextEncoderStream()), { headers }));
  };
}

export type Told = readonly [type: string, data: object];

/** Writes events to the answer that was asked for last. */
export async function tell(page: Page, ...events: readonly Told[]): Promise<void> {
  const text = events.map(([type, data]) => `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`).join('');
  await page.evaluate((written) => window.tell(written), text);
}
