import type { ComponentChild } from 'preact';
import { useWords } from '../../words/language.ts';
import { fill } from '../../words/words.ts';
import { type Conversation, titleOf } from '../conversation/conversation.ts';
import { toChatHash } from '../../common/use-view.ts';
import { saveAsFile } from './save-as-file.ts';

interface SidebarProps {
  readonly kept: readonly Conversation[];
  readonly currentId: string;
  /** Whether this browser can't save anything beyond the tab. */
  readonly isForgetful: boolean;
  /** Below the conversations. */
  readonly budget: ComponentChild;
  readonly onOpen: () => void;
  readonly onNew: () => void;
  readonly onRemove: (conversation: Conversation) => void;
}

/** The conversations that are saved in this browser. */
export function Sidebar({ kept, currentId, isForgetful, budget, onOpen, onNew, onRemove }: SidebarProps) {
  const words = useWords();
  return (
    <nav class="sidebar" aria-label={words.conversations}>
      <button class="main" onClick={onNew}>
        {words.newChat}
      </button>
      {isForgetful ? (
        <p class="notice">{words.notKept}</p>
      ) : (
        kept.length === 0 && <p class="quiet">{words.noConversations}</p>
      )}
      <ul>
        {kept.map((conversation) => {
          const title = titleOf(conversation);
          const remove = () => confirm(fill(words.confirmDelete, { title })) && onRemove(conversation);
          return (
            <li key={conversation.id}>
              <a
                href={toChatHash(conversation.id)}
                aria-current={conversation.id === currentId ? 'page' : undefined}
                onClick={onOpen}
              >
                {title}
              </a>
              <button aria-label={fill(words.deleteConversation, { title })} onClick={remove}>
                ✕
              </button>
            </li>
          );
        })}
      </ul>
      {kept.length > 0 && (
        <button onClick={() => saveAsFile('rivulet-conversations.json', JSON.stringify(kept, null, 2))}>
          {words.exportAll}
        </button>
      )}
      {budget}
    </nav>
  );
}
