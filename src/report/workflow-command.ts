// Workflow commands of GitHub. Escaping: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
import { visible } from '../lib/visible-text.ts';
import type { Level, Place } from '../model.ts';
import { isFile, slashed } from './repository.ts';

export type Annotation = {
  readonly level: Level;
  readonly title: string;
  /** Lines of ours: what stands in one can't break it. */
  readonly lines: readonly string[];
  readonly place?: Place | undefined;
};

export function command({ level, title, lines, place }: Annotation): string {
  const { line, column } = place ?? {};
  const properties = [
    ...(place !== undefined && isFile(place) ? [['file', slashed(place.file)] as const] : []),
    ...(line === undefined ? [] : [['line', line] as const]),
    ...(line === undefined || column === undefined ? [] : [['col', column] as const]),
    ['title', title] as const,
  ].map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${level === 'note' ? 'notice' : level} ${properties.join(',')}::${lines.map(escaped).join('%0A')}\n`;
}

function escaped(text: string): string {
  return visible(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
