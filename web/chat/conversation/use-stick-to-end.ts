import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** How far from the end still counts as at the end, in px. */
const nearEnd = 40;

/** Keeps a growing list at its end, until the person scrolls up and as soon as they are back. */
export function useStickToEnd(
  content: unknown,
  askedMs: number,
): {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly isAtEnd: boolean;
  readonly toEnd: () => void;
  readonly onScroll: () => void;
} {
  const list = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const scrollToEnd = () => {
    if (isAtEnd) list.current?.scrollTo({ top: list.current.scrollHeight });
  };
  useLayoutEffect(scrollToEnd, [content, isAtEnd]);
  // The box grows and shrinks with the question that is being written below it.
  useEffect(() => {
    const observer = new ResizeObserver(scrollToEnd);
    if (list.current) observer.observe(list.current);
    return () => observer.disconnect();
  }, [isAtEnd]);
  // A person who asks wants to see the answer.
  useEffect(() => setIsAtEnd(true), [askedMs]);
  const onScroll = () => {
    if (!list.current) return;
    const { scrollTop, scrollHeight, clientHeight } = list.current;
    const distance = scrollHeight - scrollTop - clientHeight;
    // However little: a trackpad scrolls in small steps, which would otherwise be undone. At the very end, the list became shorter.
    const isLeaving = scrollTop < lastTop.current && distance > 1;
    lastTop.current = scrollTop;
    if (isLeaving) setIsAtEnd(false);
    else if (distance < nearEnd) setIsAtEnd(true);
  };
  return { list, isAtEnd, toEnd: () => setIsAtEnd(true), onScroll };
}
