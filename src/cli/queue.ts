/** What comes when it comes, handed over in blocks. */
export type Queue<T> = {
  readonly push: (value: T) => void;
  /** What was pushed before is still handed over. */
  readonly end: () => void;
  readonly blocks: AsyncIterable<readonly T[]>;
};

export function createQueue<T>(): Queue<T> {
  let waiting: T[] = [];
  let isEnded = false;
  let wake: () => void = () => {};
  async function* blocks(): AsyncGenerator<readonly T[]> {
    for (;;) {
      const block = waiting;
      waiting = [];
      if (block.length > 0) yield block;
      else if (isEnded) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  }
  return {
    push(value) {
      waiting.push(value);
      wake();
    },
    end() {
      isEnded = true;
      wake();
    },
    blocks: blocks(),
  };
}
