import { fill } from '../words/words.ts';
import type { Of } from './ask-usage.ts';
import type { UsageWords } from './usage-words.ts';

const ranges = [7, 30, 90];

interface ChoicesProps {
  readonly own: UsageWords;
  /** How many days. */
  readonly count: number;
  readonly onCount: (count: number) => void;
  /** Left out for who sees only the own. */
  readonly of: Of | undefined;
  readonly onOf: (of: Of) => void;
  /** Left out where there is nothing to save. */
  readonly onDownload: (() => void) | undefined;
}

/** Which days, whose, and as a file. */
export function Choices({ own, count, onCount, of, onOf, onDownload }: ChoicesProps) {
  return (
    <div class="row">
      <label>
        {own.range}{' '}
        <select value={count} onChange={(event) => onCount(Number(event.currentTarget.value))}>
          {ranges.map((days) => (
            <option key={days} value={days}>
              {fill(own.lastDays, { count: days })}
            </option>
          ))}
        </select>
      </label>
      {of && (
        <fieldset class="row" aria-label={own.whose}>
          {(['all', 'me'] as const).map((each) => (
            <label key={each}>
              <input type="radio" name="of" checked={of === each} onChange={() => onOf(each)} /> {own.of[each]}
            </label>
          ))}
        </fieldset>
      )}
      <button disabled={!onDownload} onClick={onDownload}>
        {own.download}
      </button>
    </div>
  );
}
