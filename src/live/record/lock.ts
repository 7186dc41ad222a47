// One writer at a time, across processes. A lock whose process is gone is taken over.
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '../../lib/input-error.ts';

type Lock = {
  /** Whether we still hold it: another process may have taken it as abandoned. */
  readonly isHeld: () => Promise<boolean>;
  readonly release: () => Promise<void>;
};

const patience = 10_000;

export async function lock(path: string, file: string): Promise<Lock> {
  const mark = `${process.pid} ${randomUUID()}`;
  for (const began = performance.now(); ; ) {
    if (await created(path, mark)) return held(path, mark);
    const holder = await content(path);
    if (holder !== undefined && !isAlive(holder)) await takeAway(path, holder);
    else if (performance.now() - began > patience)
      throw new InputError(
        `another process (${holder?.split(' ')[0] ?? 'unknown'}) has been writing for ${patience / 1000} s`,
        {
          place: { file },
          fix: `let it end, or delete ${path}`,
        },
      );
    else await sleep(2 + Math.random() * 8);
  }
}

async function created(path: string, mark: string): Promise<boolean> {
  try {
    await writeFile(path, mark, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (reason) {
    if ((reason as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw reason;
  }
}

function held(path: string, mark: string): Lock {
  const isHeld = async () => (await content(path)) === mark;
  return {
    isHeld,
    async release() {
      if (await isHeld()) await rm(path, { force: true });
    },
  };
}

async function content(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

// An empty lock file: its process was killed, or is about to write it.
function isAlive(mark: string): boolean {
  const id = Number(mark.split(' ')[0]);
  if (!Number.isInteger(id) || id <= 0) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (reason) {
    return (reason as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

// Renames first, so that only one of two processes removes the same abandoned lock.
async function takeAway(path: string, holder: string): Promise<void> {
  if (holder === '') await sleep(50);
  if ((await content(path)) !== holder) return;
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const moved = await content(aside);
  if (moved !== holder && moved !== undefined) await created(path, moved);
  await rm(aside, { force: true });
}
