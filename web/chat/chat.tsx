import { useState } from 'preact/hooks';
import type { Model } from '../api/list-models.ts';
import { useWords } from '../language.ts';
import { Composer } from './composer.tsx';
import { KeyForm } from '../key-form.tsx';
import { MessageList } from './message-list.tsx';
import { Settings } from './settings.tsx';
import { Sidebar } from './sidebar.tsx';
import type { useChat } from './use-chat.ts';

interface ChatProps {
  readonly chat: ReturnType<typeof useChat>;
  readonly models: readonly Model[];
  readonly maxBodyBytes: number;
  /** There where a key is wanted and missing. */
  readonly onKey: ((key: string) => void) | undefined;
  readonly onChangeKey: () => void;
}

export function Chat({ chat, models, maxBodyBytes, onKey, onChangeKey }: ChatProps) {
  const words = useWords();
  const [isListOpen, setIsListOpen] = useState(false);
  const { current, kept, isRunning } = chat;
  const model = models.find(({ id }) => id === current.choices.model) ?? models[0];
  const last = current.messages.at(-1);
  const hideList = () => setIsListOpen(false);

  return (
    <div class="chat" data-list={isListOpen ? 'open' : 'closed'}>
      <button
        class="list-toggle"
        aria-expanded={isListOpen}
        aria-label={words.showConversations}
        onClick={() => setIsListOpen(!isListOpen)}
      >
        ☰
      </button>
      <Sidebar
        kept={kept}
        currentId={current.id}
        onOpen={(conversation) => {
          chat.open(conversation);
          hideList();
        }}
        onNew={() => {
          chat.startNew();
          hideList();
        }}
        onRemove={chat.remove}
      />
      <main>
        <MessageList
          key={current.id}
          conversation={current}
          isRunning={isRunning}
          onAsk={chat.ask}
          onChangeKey={onChangeKey}
        />
        <p class="state" role="status">
          {last?.role === 'assistant' && words.states[last.state]}
        </p>
        {onKey ? (
          <KeyForm onKey={onKey} />
        ) : (
          <>
            <Settings
              choices={current.choices}
              models={models}
              model={model}
              isDisabled={isRunning}
              onChoose={chat.choose}
            />
            <Composer
              key={current.id}
              model={model}
              maxBodyBytes={maxBodyBytes}
              isRunning={isRunning}
              onSend={chat.ask}
              onStop={chat.stop}
            />
          </>
        )}
      </main>
    </div>
  );
}
