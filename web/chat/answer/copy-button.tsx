import { useState } from 'preact/hooks';
import { useWords } from '../../words/language.ts';

/** How long the button shows that it has copied. */
const saidMs = 2_000;

export function CopyButton({ toText }: { readonly toText: () => string }) {
  const words = useWords();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(toText());
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), saidMs);
  };
  return <button onClick={() => void copy()}>{isCopied ? words.copied : words.copy}</button>;
}
