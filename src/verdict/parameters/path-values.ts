// Template expressions -> the text that stands for them, still encoded, under whichever server prefix matches.
import type { CompiledOperation } from '../../model.ts';
import { decoded } from './texts.ts';

type Segment = {
  readonly text: string;
  readonly names: readonly string[];
  /** The shortest text for each expression, and the longest; only one of them is a guess where they differ. */
  readonly expressions: readonly RegExp[];
};

const templates = new WeakMap<CompiledOperation, readonly (readonly Segment[])[]>();

/** Expressions whose text can be told in more than one way have none. */
export function pathValues(operation: CompiledOperation, path: string): ReadonlyMap<string, string> {
  const known = templates.get(operation) ?? templatesOf(operation);
  templates.set(operation, known);
  const segments = path.split('/');
  for (const template of known) {
    const found = template.length === segments.length ? valuesOf(template, segments) : undefined;
    if (found !== undefined) return new Map(found);
  }
  return new Map();
}

function templatesOf({ prefixes, path }: CompiledOperation): Segment[][] {
  return prefixes.map((prefix) => `${prefix}${path}`.split('/').map(segmentOf));
}

function segmentOf(text: string): Segment {
  const names = [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
  const literals = text
    .split(/\{[^{}]*\}/)
    .map((literal) => decoded(literal).replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const expressions = ['(.+?)', '(.+)'].map((part) => new RegExp(`^${literals.join(part)}$`, 's'));
  return { text: decoded(text), names, expressions };
}

function valuesOf(
  template: readonly Segment[],
  segments: readonly string[],
): (readonly [string, string])[] | undefined {
  const values: (readonly [string, string])[] = [];
  for (const [index, { text, names, expressions }] of template.entries()) {
    const raw = segments[index] ?? '';
    if (names.length === 0 && decoded(raw) !== text) return undefined;
    if (names.length === 0) continue;
    const [shortest, longest] = expressions.map((expression) => captured(expression, raw));
    if (shortest === undefined) return undefined;
    if (shortest.join('/') === longest?.join('/'))
      values.push(...names.map((name, at) => [name, shortest[at] ?? ''] as const));
  }
  return values;
}

/** Encoded again where only the decoded segment shows the literal text. */
function captured(expression: RegExp, raw: string): readonly string[] | undefined {
  const asIs = expression.exec(raw);
  if (asIs !== null) return asIs.slice(1);
  return expression.exec(decoded(raw).toWellFormed())?.slice(1).map(encodeURIComponent);
}
