// https://spec.openapis.org/oas/v3.1.1#components-object

import { isObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import { type LintRule, written } from './rule.ts';

const allowed = /^[a-zA-Z0-9._-]+$/;

export const componentNames: LintRule = {
  name: 'component-names',
  find: (input) =>
    written(input, 'components').flatMap(({ value, pointer }) =>
      Object.keys(value).flatMap((section) => {
        const entries = value[section];
        if (section.startsWith('x-') || !isObject(entries)) return [];
        const names = Object.keys(entries).filter((name) => !allowed.test(name));
        return names.map((name) => ({
          kind: 'component-name' as const,
          pointer: appendToken(appendToken(pointer, section), name),
          atKey: true as const,
          message: `"${name}" is no name for a component`,
          fix: 'use letters, digits, dots, hyphens and underscores only',
        }));
      }),
    ),
};
