/** A list of things to do, numbered as they came. It answers in the words that a model is told. */
export function openTaskList(most = 50) {
  const tasks = new Map<number, string>();
  let last = 0;

  return {
    add(title: string): string {
      if (tasks.size === most) return `The list is full with ${most} tasks: finish one first.`;
      tasks.set((last += 1), title);
      return `Added: ${toLine([last, title])}`;
    },
    list: (): string => (tasks.size === 0 ? 'There are no tasks.' : [...tasks].map(toLine).join('\n')),
    finish(number: number): string {
      const title = tasks.get(number);
      if (title === undefined) return `There is no task ${number}.`;
      tasks.delete(number);
      return `Finished: ${toLine([number, title])}`;
    },
  };
}

function toLine([number, title]: readonly [number, string]): string {
  return `${number}. ${title}`;
}

export type TaskList = ReturnType<typeof openTaskList>;
