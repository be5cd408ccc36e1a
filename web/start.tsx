import { render } from 'preact';
import { App } from './app.tsx';
import type { UseAccess } from './common/access.ts';
import { loadSpeech } from './words/language.ts';
import { loadJson } from './common/load-json.ts';
import type { PageConfig } from './page-config.ts';
import { stayOnDrop } from './stay-on-drop.ts';
import { useKey } from './use-key.tsx';

/** Renders the page into its element. */
export async function start(): Promise<void> {
  const place = document.getElementById('app');
  if (!place) return;
  stayOnDrop();
  // The page is `web` below the stage, whatever the stage and the base path are.
  const url = new URL('.', document.baseURI).href;
  try {
    const [config, firstSpeech] = await Promise.all([loadJson<PageConfig>(`${url}web/config.json`), loadSpeech(url)]);
    // What a deployment does not have is not loaded.
    const [signIn, budget, cancel, conversations] = await Promise.all([
      'signIn' in config && import('./sign-in/sign-in.tsx').then((module) => module.openSignIn(url, config.signIn)),
      config.budgets && import('./budget/budget.tsx'),
      config.cancel && import('./cancel/cancel.ts'),
      config.conversations && import('./conversations/conversations.tsx'),
    ]);
    let useAccess: UseAccess = signIn || ((speech) => useKey(url, config.access === 'key', speech));
    if (budget) useAccess = budget.withBudget(useAccess);
    // Around the budget: this one reads on where the page has stopped.
    if (cancel) useAccess = cancel.withCancel(useAccess);
    if (conversations) useAccess = conversations.withConversations(url, useAccess);
    render(<App url={url} config={config} firstSpeech={firstSpeech} useAccess={useAccess} />, place);
  } catch {
    // The page's texts are not loaded either.
    place.textContent = 'The page could not load its settings. Reload to try again.';
  }
}
