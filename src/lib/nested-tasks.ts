// Tasks that start one another, where chains of them may be longer than the stack.

const MOST_NESTED = 100;

type NestedTasks = {
  /** Runs the task at once, or later, in `finish`, where it is nested too deep. */
  readonly run: (task: () => void) => void;
  readonly finish: () => void;
};

export function nestedTasks(): NestedTasks {
  const waiting: (() => void)[] = [];
  let depth = 0;
  return {
    run: (task) => {
      if (depth >= MOST_NESTED) {
        waiting.push(task);
        return;
      }
      depth += 1;
      task();
      depth -= 1;
    },
    finish: () => {
      for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) task();
    },
  };
}
