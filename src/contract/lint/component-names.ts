// https://spec.openapis.org/oas/v3.1.1#components-object
import { isObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import type { Problem } from '../problem.ts';
import { type LintRule, written } from './rule.ts';

const allowed = /^[a-zA-Z0-9._-]+$/;

export const componentNames: LintRule = (input) =>
  written(input, 'components').flatMap(({ value, pointer }) =>
    Object.entries(value).flatMap(([section, entries]) => {
      if (section.startsWith('x-') || !isObject(entries)) return [];
      const names = Object.keys(entries).filter((name) => !allowed.test(name));
      return names.map((name) => problemOf(name, appendToken(pointer, section)));
    }),
  );

function problemOf(name: string, section: string): Problem {
  return {
    kind: 'component-name',
    pointer: appendToken(section, name),
    atKey: true,
    message: `"${name}" is no name for a component`,
    fix: 'use letters, digits, dots, hyphens and underscores only',
  };
}
