import type { ComponentChild } from 'preact';
import { useWords } from './words/language.ts';
import { toChatHash, type View } from './common/use-view.ts';
import { type LanguageCode, languages } from './words/words.ts';

interface TopBarProps {
  readonly view: View;
  readonly language: LanguageCode;
  readonly onLanguage: (code: string) => void;
  readonly badge: ComponentChild;
}

export function TopBar({ view, language, onLanguage, badge }: TopBarProps) {
  const words = useWords();
  return (
    <header class="bar">
      <h1>Rivulet</h1>
      <nav>
        <a href={toChatHash(view.id)} aria-current={view.name === 'chat' ? 'page' : undefined}>
          {words.chat}
        </a>
        <a href="#compare" aria-current={view.name === 'compare' ? 'page' : undefined}>
          {words.compare}
        </a>
      </nav>
      <span class="space" />
      {badge}
      <select aria-label={words.language} value={language} onChange={(event) => onLanguage(event.currentTarget.value)}>
        {Object.entries(languages).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </header>
  );
}
