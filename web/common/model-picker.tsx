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
  // A model that the deployment used to have: the conversation still names it, so it must be shown.
  const isGone = chosen !== undefined && models.every(({ id }) => id !== chosen);
  const all: readonly Named[] = isGone ? [...models, { id: chosen }] : models;
  const groups = [
    { label: words.agents, members: all.filter(({ kind }) => kind === 'agent') },
    { label: words.knowledge, members: all.filter(({ kind }) => kind === 'knowledge') },
  ].filter(({ members }) => members.length > 0);
  const others = all.filter((each) => groups.every(({ members }) => !members.includes(each))).map(toOption);
  return (
    <label>
      {words.model}{' '}
      <select value={chosen ?? all[0]?.id ?? ''} onChange={(event) => onChoose(event.currentTarget.value)}>
        {groups.length === 0 || others.length === 0 ? others : <optgroup label={words.models}>{others}</optgroup>}
        {groups.map(({ label, members }) => (
          <optgroup key={label} label={label}>
            {members.map(toOption)}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

type Named = Pick<Model, 'id' | 'kind' | 'description'>;

function toOption({ id, description }: Named) {
  return (
    <option key={id} value={id}>
      {id}
      {description && ` – ${description}`}
    </option>
  );
}
