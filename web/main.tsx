import { render } from 'preact';
import { App } from './app.tsx';
import { loadSpeech } from './language.ts';
import type { PageConfig } from './page-config.ts';

// The page is `web` below the stage, whatever the stage and the base path are.
const url = new URL('.', document.baseURI).href;
const [config, speech] = await Promise.all([
  fetch(`${url}web/config.json`).then((response): Promise<PageConfig> => response.json()),
  loadSpeech(url),
]);
const place = document.getElementById('app');
if (place) render(<App url={url} config={config} firstSpeech={speech} />, place);
