import { expect, test } from 'vitest';
import { abortSignalOf, createInterrupt } from '../../src/lib/interrupt.ts';

test('it is announced once, to those who listen then', () => {
  const { interrupt, abort } = createInterrupt();
  const heard: string[] = [];
  const gone = (): void => void heard.push('gone');
  interrupt.addEventListener('abort', gone);
  interrupt.addEventListener('abort', () => heard.push('there'));
  interrupt.removeEventListener('abort', gone);
  expect([interrupt.aborted, heard]).toEqual([false, []]);
  abort();
  abort();
  expect([interrupt.aborted, heard]).toEqual([true, ['there']]);
});

test('as an AbortSignal it aborts with it, or was aborted already', () => {
  const { interrupt, abort } = createInterrupt();
  const before = abortSignalOf(interrupt);
  expect(before.aborted).toBe(false);
  abort();
  expect([before.aborted, abortSignalOf(interrupt).aborted]).toEqual([true, true]);
  const signal = AbortSignal.abort();
  expect(abortSignalOf(signal)).toBe(signal);
});

test('it is told when the first one begins to listen and the last one stops', () => {
  const heard: boolean[] = [];
  const { interrupt } = createInterrupt((isHeard) => heard.push(isHeard));
  const [one, other] = [() => {}, () => {}];
  interrupt.addEventListener('abort', one);
  interrupt.addEventListener('abort', other);
  interrupt.removeEventListener('abort', one);
  interrupt.removeEventListener('abort', one);
  expect(heard).toEqual([true]);
  interrupt.removeEventListener('abort', other);
  expect(heard).toEqual([true, false]);
});
