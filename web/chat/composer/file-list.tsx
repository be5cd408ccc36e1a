import { useWords } from '../../words/language.ts';
import { fill } from '../../words/words.ts';
import type { AttachedFile } from '../conversation/conversation.ts';

interface FileListProps {
  readonly files: readonly AttachedFile[];
  readonly onRemove: (file: AttachedFile) => void;
}

/** Files that go along with a question that is being written. */
export function FileList({ files, onRemove }: FileListProps) {
  const words = useWords();
  if (files.length === 0) return null;
  return (
    <ul class="files">
      {files.map((file, index) => (
        <li key={index}>
          {file.name}
          <button type="button" aria-label={fill(words.removeFile, { name: file.name })} onClick={() => onRemove(file)}>
            ✕
          </button>
        </li>
      ))}
    </ul>
  );
}
