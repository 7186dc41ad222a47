import type { Outcome } from '../model.ts';

export const exitCodes = {
  passed: 0,
  findings: 1,
  /** Usage, config, contract or recording: an InputError. */
  usage: 2,
  unchecked: 3,
  /** Anything else thrown: EX_SOFTWARE of sysexits.h. */
  bug: 70,
  /** 128 + SIGINT. */
  interrupted: 130,
} as const;

export function exitCodeOf(outcome: Outcome): number {
  return exitCodes[outcome];
}
