import type { Config } from '../config.ts';
import type { LoadOptions } from '../contract/load.ts';

/** What the config lets pass when a contract is read; also a part of what names a cached compilation. */
export function loadOptionsOf(config: Config): LoadOptions {
  return {
    allowFormats: config.allowFormats ?? [],
    allowBrokenExamples: config.allowBrokenExamples ?? false,
  };
}
