import { type RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** How far from the end still counts as at the end, in px. */
const nearEnd = 40;

/** Keeps a growing list at its end, unless the person has scrolled up. */
export function useStickToEnd(content: unknown): {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly isAtEnd: boolean;
  readonly toEnd: () => void;
  readonly onScroll: () => void;
} {
  const list = useRef<HTMLDivElement>(null);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const toEnd = () => list.current?.scrollTo({ top: list.current.scrollHeight });
  useLayoutEffect(() => {
    if (isAtEnd) toEnd();
  }, [content, isAtEnd]);
  const onScroll = () => {
    if (!list.current) return;
    const { scrollTop, scrollHeight, clientHeight } = list.current;
    setIsAtEnd(scrollHeight - scrollTop - clientHeight < nearEnd);
  };
  return {
    list,
    isAtEnd,
    toEnd() {
      setIsAtEnd(true);
      toEnd();
    },
    onScroll,
  };
}
