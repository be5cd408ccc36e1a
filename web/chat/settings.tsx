import type { Model } from '../api/list-models.ts';
import { useWords } from '../words/language.ts';
import { ModelPicker } from '../common/model-picker.tsx';
import type { Choices } from './conversation/conversation.ts';

interface SettingsProps {
  readonly choices: Choices;
  readonly models: readonly Model[];
  readonly model: Model | undefined;
  readonly isDisabled: boolean;
  readonly onChoose: (choices: Choices) => void;
}

/** The model, its instructions, and whether it thinks: for the whole conversation. */
export function Settings({ choices, models, model, isDisabled, onChoose }: SettingsProps) {
  const words = useWords();
  return (
    <fieldset class="settings" disabled={isDisabled}>
      <ModelPicker
        models={models}
        chosen={choices.model}
        onChoose={(alias) => onChoose({ ...choices, model: alias })}
      />
      {model?.takes.includes('reasoning') && (
        <label>
          <input
            type="checkbox"
            checked={choices.isThinking}
            onChange={(event) => onChoose({ ...choices, isThinking: event.currentTarget.checked })}
          />
          {words.think}
        </label>
      )}
      {model?.takes.includes('system') && (
        <details>
          <summary>{words.systemPrompt}</summary>
          <textarea
            aria-label={words.systemPrompt}
            rows={3}
            value={choices.system}
            onChange={(event) => onChoose({ ...choices, system: event.currentTarget.value })}
          />
        </details>
      )}
    </fieldset>
  );
}
