import { useRef, useState } from 'preact/hooks';
import { useWords } from '../../words/language.ts';
import { fill } from '../../words/words.ts';
import type { AttachedFile } from '../conversation/conversation.ts';
import { FileList } from './file-list.tsx';
import { acceptedTypes, FileRefused, findType, readFiles, roomFor } from './read-files.ts';

/** The files of a question that is being written. */
export function useAttachments(takes: readonly string[], roomBytes: number) {
  const words = useWords();
  const [files, setFiles] = useState<readonly AttachedFile[]>([]);
  const [refusal, setRefusal] = useState('');
  const accepted = acceptedTypes(takes);
  // Attached when another model was chosen, which accepts them.
  const refused = files.filter(({ name }) => findType(name, accepted) === undefined);
  const attach = async (chosen: Iterable<File>) => {
    try {
      const attached = files.reduce((sum, { data }) => sum + roomFor(data.length), 0);
      const read = await readFiles([...chosen], accepted, roomBytes - attached);
      // Files that were removed or sent in the meantime stay removed or sent.
      setFiles((now) => [...now, ...read]);
      setRefusal('');
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      setRefusal(
        fill(words[error.reason], { name: error.fileName, limit: (Math.max(roomBytes, 0) / 1_000_000).toFixed(1) }),
      );
    }
  };
  const remove = (file: AttachedFile) => setFiles((now) => now.filter((each) => each !== file));
  const clear = () => {
    setFiles([]);
    setRefusal('');
  };
  return { files, refused, refusal, accepted, attach, remove, clear };
}

type Attachments = ReturnType<typeof useAttachments>;

/** What is attached, and why something is not. */
export function AttachedFiles({ files, refused, refusal, remove }: Attachments) {
  const words = useWords();
  const refusals = [...refused.map(({ name }) => fill(words.wrongFile, { name })), refusal].filter(Boolean);
  return (
    <>
      <FileList files={files} onRemove={remove} />
      {refusals.map((text, index) => (
        <p key={index} class="notice" role="alert">
          {text}
        </p>
      ))}
    </>
  );
}

/** Opens the browser's file picker, if the model accepts files at all. */
export function AttachButton({ accepted, attach }: Attachments) {
  const words = useWords();
  const picker = useRef<HTMLInputElement>(null);
  if (accepted.length === 0) return null;
  return (
    <>
      <button type="button" onClick={() => picker.current?.click()}>
        {words.attach}
      </button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={accepted.map(({ extension }) => extension).join()}
        onChange={(event) => {
          const { currentTarget } = event;
          void attach(currentTarget.files ?? []).finally(() => (currentTarget.value = ''));
        }}
      />
    </>
  );
}
