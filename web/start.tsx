import { render } from 'preact';
import { App } from './app.tsx';
import { loadSpeech } from './words/language.ts';
import { loadJson } from './common/load-json.ts';
import type { PageConfig } from './page-config.ts';
import { stayOnDrop } from './stay-on-drop.ts';

/** Renders the page into its element. */
export async function start(): Promise<void> {
  const place = document.getElementById('app');
  if (!place) return;
  stayOnDrop();
  // The page is `web` below the stage, whatever the stage and the base path are.
  const url = new URL('.', document.baseURI).href;
  try {
    const [config, speech] = await Promise.all([loadJson<PageConfig>(`${url}web/config.json`), loadSpeech(url)]);
    render(<App url={url} config={config} firstSpeech={speech} />, place);
  } catch {
    // The page's texts are not loaded either.
    place.textContent = 'The page could not load its settings. Reload to try again.';
  }
}
