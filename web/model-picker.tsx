import type { Model } from './api/list-models.ts';
import { useWords } from './language.ts';

interface ModelPickerProps {
  readonly models: readonly Model[];
  /** An alias; the deployment's default when there is none. */
  readonly chosen: string | undefined;
  readonly onChoose: (alias: string) => void;
}

export function ModelPicker({ models, chosen, onChoose }: ModelPickerProps) {
  const words = useWords();
  return (
    <label>
      {words.model}{' '}
      <select value={chosen ?? models[0]?.id ?? ''} onChange={(event) => onChoose(event.currentTarget.value)}>
        {models.map(({ id }) => (
          <option key={id}>{id}</option>
        ))}
      </select>
    </label>
  );
}
