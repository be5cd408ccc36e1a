import { findBodyless } from './bodyless.ts';
import type { Finding } from './finding.ts';
import { ask, type Target } from './target.ts';

const redirect = { name: '308', method: 'GET', path: 'web/', headers: {}, mediaType: 'text/plain' };

/** Whether answers where something on the way might set a content type of its own arrive with the function's. */
export async function askContentTypes(target: Target): Promise<Finding> {
  const bodyless = await findBodyless(target);
  const hasPage = bodyless.some(({ path }) => path === 'web');
  const seen: string[] = [];
  let isTrue = true;
  for (const { name, method = 'GET', path, headers = {}, mediaType } of hasPage ? [...bodyless, redirect] : bodyless) {
    const answer = await ask(target, path, { method, headers, redirect: 'manual' });
    const arrived = answer.headers.get('content-type');
    isTrue &&= arrived === mediaType;
    seen.push(`${name}: ${arrived ?? 'none'}`);
  }
  return { isTrue, seen: seen.join(', ') };
}
