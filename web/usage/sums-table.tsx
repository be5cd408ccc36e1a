import { useContext } from 'preact/hooks';
import { formatNumber } from '../common/format-number.ts';
import { SpeechContext } from '../words/language.ts';
import { fill } from '../words/words.ts';
import { formatDay, formatSeconds, formatUsd } from './format.ts';
import type { Sum } from './sum.ts';
import { toUsageWords } from './usage-words.ts';

interface SumsTableProps {
  /** What the rows are told apart by. */
  readonly by: 'name' | 'caller' | 'day';
  readonly sums: readonly Sum[];
  readonly total: Sum;
}

/** Sums, a row each, and all of them together. It has its own room to scroll in, where the screen is too narrow. */
export function SumsTable({ by, sums, total }: SumsTableProps) {
  const language = useContext(SpeechContext)?.language ?? 'en';
  const own = toUsageWords(language);
  const { columns } = own;
  const row = ({ label, usd, unpriced, firstWordMs, ...sum }: Sum, name: string) => (
    <tr key={label}>
      <th scope="row">{name}</th>
      <td>{formatNumber(sum.requests)}</td>
      <td>{formatNumber(sum.failures)}</td>
      <td>{formatNumber(sum.inputTokens)}</td>
      <td>{formatNumber(sum.outputTokens)}</td>
      <td>
        {formatUsd(usd, language)}
        {unpriced > 0 && <small>{fill(own.unpriced, { count: formatNumber(unpriced) })}</small>}
      </td>
      <td>{formatSeconds(firstWordMs, language)}</td>
    </tr>
  );
  const heads = [columns[by], columns.requests, columns.failures, columns.inputTokens, columns.outputTokens];
  return (
    <div class="scroll" role="region" tabIndex={0} aria-label={own.by[by]}>
      <table>
        <thead>
          <tr>
            {[...heads, columns.usd, columns.firstWord].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{sums.map((sum) => row(sum, by === 'day' ? formatDay(sum.label, language) : sum.label))}</tbody>
        <tfoot>{row(total, own.total)}</tfoot>
      </table>
    </div>
  );
}
