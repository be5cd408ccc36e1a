import type { ComponentChild } from 'preact';
import { useWords } from '../../words/language.ts';
import { fill } from '../../words/words.ts';
import { type Conversation, titleOf } from '../conversation/conversation.ts';
import { toChatHash } from '../../common/use-view.ts';

interface SidebarProps {
  readonly kept: readonly Conversation[];
  readonly currentId: string;
  /** Whether nothing can be saved beyond the tab. */
  readonly isForgetful: boolean;
  /** Below the conversations. */
  readonly below: ComponentChild;
  /** Lists more, if there are more. */
  readonly onOlder: (() => void) | undefined;
  readonly onExport: () => void;
  readonly onOpen: () => void;
  readonly onNew: () => void;
  readonly onRemove: (conversation: Conversation) => void;
}

/** The conversations that are saved. */
export function Sidebar(props: SidebarProps) {
  const { kept, currentId, isForgetful, below, onOlder, onExport, onOpen, onNew, onRemove } = props;
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
      {onOlder && <button onClick={onOlder}>{words.kept?.older}</button>}
      {kept.length > 0 && <button onClick={onExport}>{words.exportAll}</button>}
      {below}
    </nav>
  );
}
