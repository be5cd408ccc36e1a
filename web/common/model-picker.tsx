import type { Model } from '../api/list-models.ts';
import { useWords } from '../words/language.ts';

interface ModelPickerProps {
  readonly models: readonly Model[];
  /** An alias; the deployment's default when there is none. */
  readonly chosen: string | undefined;
  readonly onChoose: (alias: string) => void;
}

export function ModelPicker({ models, chosen, onChoose }: ModelPickerProps) {
  const words = useWords();
  const aliases = models.map(({ id }) => id);
  // A model that the deployment used to have: the conversation still names it, so it must be shown.
  if (chosen !== undefined && !aliases.includes(chosen)) aliases.push(chosen);
  return (
    <label>
      {words.model}{' '}
      <select value={chosen ?? aliases[0] ?? ''} onChange={(event) => onChoose(event.currentTarget.value)}>
        {aliases.map((alias) => (
          <option key={alias}>{alias}</option>
        ))}
      </select>
    </label>
  );
}
