import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from '../../../local/listen-on-loopback.ts';
import { askContentTypes } from '../../../local/verify/content-types.ts';

type Answer = readonly [status: number, mediaType: string | undefined];
type Answers = Readonly<Record<string, Answer>>;

const html = 'text/html; charset=utf-8';

/** What the function answers, by what is asked. */
const right: Answers = {
  'GET /chat': [204, 'text/plain; charset=utf-8'],
  'GET /web': [200, html],
  'GET /web, known': [304, html],
  'HEAD /web': [200, html],
  'GET /web/': [308, 'text/plain'],
};

async function startServer(answers: Answers): Promise<string> {
  const server = createServer(({ method, url, headers }, response) => {
    const known = headers['if-none-match'] === undefined ? '' : ', known';
    const [status, mediaType] = answers[`${method} ${url}${known}`] ?? [404, 'application/json'];
    if (mediaType !== undefined) response.setHeader('content-type', mediaType);
    response.writeHead(status, { location: '../web' }).end();
  });
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${await listenOnLoopback(server, 0)}/`;
}

async function findingOf(answers: Answers) {
  return askContentTypes({ url: await startServer(answers), apiKey: undefined });
}

test('content types that arrive as the function gave them are confirmed', async () => {
  const seen = `204: text/plain; charset=utf-8, 304: ${html}, HEAD: ${html}, 308: text/plain`;
  expect(await findingOf(right)).toEqual({ isTrue: true, seen });
});

test('a deployment without the page is asked for its 204 only', async () => {
  const mediaType = 'text/plain; charset=utf-8';
  expect(await findingOf({ 'GET /chat': [204, mediaType] })).toEqual({ isTrue: true, seen: `204: ${mediaType}` });
});

test.each([
  ['GET /chat', 204, '204'],
  ['GET /web, known', 304, '304'],
  ['HEAD /web', 200, 'HEAD'],
  ['GET /web/', 308, '308'],
])('another type is detected, and none: %s', async (asked, status, name) => {
  for (const wrong of ['application/json', undefined]) {
    const answers: Answers = { ...right, [asked]: [status, wrong] };
    expect(await findingOf(answers)).toEqual({
      isTrue: false,
      seen: expect.stringContaining(`${name}: ${wrong ?? 'none'}`),
    });
  }
});
