import type { ComponentChild } from 'preact';
import { useWords } from './words/language.ts';
import { type OtherView, toChatHash, type View } from './common/use-view.ts';
import { type LanguageCode, languages } from './words/words.ts';

interface TopBarProps {
  readonly view: View;
  /** Besides the chat. */
  readonly others: readonly OtherView[];
  readonly language: LanguageCode;
  readonly onLanguage: (code: string) => void;
  readonly badge: ComponentChild;
}

export function TopBar({ view, others, language, onLanguage, badge }: TopBarProps) {
  const words = useWords();
  return (
    <header class="bar">
      <h1>Rivulet</h1>
      <nav>
        {(['chat', ...others] as const).map((name) => (
          <a
            key={name}
            href={name === 'chat' ? toChatHash(view.id) : `#${name}`}
            aria-current={view.name === name ? 'page' : undefined}
          >
            {words[name]}
          </a>
        ))}
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
