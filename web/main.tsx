import { render } from 'preact';
import { App } from './app.tsx';
import { loadSpeech } from './language.ts';
import { loadJson } from './load-json.ts';
import type { PageConfig } from './page-config.ts';
import { stayOnDrop } from './stay-on-drop.ts';

// The page is `web` below the stage, whatever the stage and the base path are.
const url = new URL('.', document.baseURI).href;
const place = document.getElementById('app');
stayOnDrop();
if (place) await start(place);

async function start(element: HTMLElement): Promise<void> {
  try {
    const [config, speech] = await Promise.all([loadJson<PageConfig>(`${url}web/config.json`), loadSpeech(url)]);
    render(<App url={url} config={config} firstSpeech={speech} />, element);
  } catch {
    // No words have come either.
    element.textContent = 'The page could not load its settings. Is the network there? Reload to try again.';
  }
}
