import { useWords } from '../language.ts';
import { fill } from '../words.ts';
import { type Conversation, titleOf } from './conversation.ts';
import { saveAsFile } from './save-as-file.ts';

interface SidebarProps {
  readonly kept: readonly Conversation[];
  readonly currentId: string;
  readonly onOpen: (conversation: Conversation) => void;
  readonly onNew: () => void;
  readonly onRemove: (conversation: Conversation) => void;
}

/** The conversations that this browser keeps. */
export function Sidebar({ kept, currentId, onOpen, onNew, onRemove }: SidebarProps) {
  const words = useWords();
  return (
    <nav class="sidebar" aria-label={words.conversations}>
      <button class="main" onClick={onNew}>
        {words.newChat}
      </button>
      {kept.length === 0 && <p class="quiet">{words.noConversations}</p>}
      <ul>
        {kept.map((conversation) => {
          const title = titleOf(conversation);
          return (
            <li key={conversation.id}>
              <button
                aria-current={conversation.id === currentId ? 'true' : undefined}
                onClick={() => onOpen(conversation)}
              >
                {title}
              </button>
              <button aria-label={fill(words.deleteConversation, { title })} onClick={() => onRemove(conversation)}>
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
    </nav>
  );
}
