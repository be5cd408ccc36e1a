import type { Page } from 'playwright-core';

declare global {
  interface Window {
    seenTexts: string[];
  }
}

/** Notes every text that the first answer shows from now on. @returns those it has shown */
export async function watchAnswer(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    window.seenTexts = [];
    const note = () => {
      const text = document.querySelector('.answer .markdown')?.textContent?.trim() ?? '';
      if (text !== '' && text !== window.seenTexts.at(-1)) window.seenTexts.push(text);
    };
    new MutationObserver(note).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  return () => page.evaluate(() => window.seenTexts);
}
