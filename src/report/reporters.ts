// The list of reporters: a line here, a file in reporters/. Each is loaded only when it is asked for.
import type { Reporter } from './reporter.ts';

export const reporters: readonly Reporter[] = [
  {
    name: 'text',
    description: 'for people: place, both sides, fix',
    extension: 'txt',
    load: () => import('./reporters/text.ts'),
  },
];
