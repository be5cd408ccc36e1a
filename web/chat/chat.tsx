import type { ComponentChild } from 'preact';
import { useState } from 'preact/hooks';
import type { Model } from '../api/list-models.ts';
import { useWords } from '../words/language.ts';
import { Composer } from './composer/composer.tsx';
import { tellState } from './answer/early-end.ts';
import { sizeOfFiles } from './conversation/conversation.ts';
import { MessageList } from './conversation/message-list.tsx';
import { roomFor } from './composer/read-files.ts';
import { Settings } from './settings.tsx';
import { Sidebar } from './history/sidebar.tsx';
import type { useChat } from './use-chat.ts';

interface ChatProps {
  readonly chat: ReturnType<typeof useChat>;
  readonly models: readonly Model[];
  /** Below the list of conversations. */
  readonly below: ComponentChild;
  readonly maxBodyBytes: number;
  /** Present while the person must do something before a question. */
  readonly gate: ComponentChild;
  readonly onChangeKey: () => void;
}

export function Chat({ chat, models, below, maxBodyBytes, gate, onChangeKey }: ChatProps) {
  const words = useWords();
  const [isListOpen, setIsListOpen] = useState(false);
  const { current, kept, model, isRunning } = chat;
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
        isForgetful={chat.isForgetful}
        below={below}
        onOlder={chat.listOlder}
        onExport={() => void chat.exportAll()}
        onOpen={hideList}
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
          unopened={chat.unopened}
          onOpen={chat.openAgain}
          onAsk={chat.ask}
          onRetry={chat.retry}
          onChangeKey={onChangeKey}
        />
        <p class="state" role="status">
          {last?.role === 'assistant' && tellState(last, words)}
        </p>
        {gate}
        {models.length > 0 && (
          <Settings
            choices={current.choices}
            models={models}
            model={model}
            isDisabled={isRunning || current.isClosed === true}
            onChoose={chat.choose}
          />
        )}
        <Composer
          key={current.id}
          drafts={chat.drafts}
          id={current.id}
          model={model}
          roomBytes={roomFor(maxBodyBytes) - sizeOfFiles(current)}
          canAsk={!gate && current.isClosed !== true}
          isRunning={isRunning}
          onSend={chat.ask}
          onStop={chat.stop}
        />
      </main>
    </div>
  );
}
