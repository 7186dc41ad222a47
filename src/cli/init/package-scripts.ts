// New npm scripts as an insertion into the text of package.json: everything else of it stays as it was written.
import { isMap, isScalar, type Pair, parseDocument } from 'yaml';
import { InputError } from '../../lib/input-error.ts';

/** Scripts that are there already with the same command are left alone; with another one they are a conflict. */
export function withScripts(text: string, scripts: Readonly<Record<string, string>>): string {
  const root = parseDocument(text.replace(/^\uFEFF/, ' ')).contents;
  if (!isMap(root)) throw new InputError('is no JSON object', { place: { file: 'package.json' } });
  const found = root.get('scripts', true);
  const missing = Object.entries(scripts).filter(([name, command]) => !isThere(found, name, command));
  if (missing.length === 0) return text;
  const unit = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  if (!isMap(found)) {
    const members = linesOf(missing, `${end}${unit}${unit}`);
    return insertInto(text, root, `"scripts": {${members}${end}${unit}}`, `${end}${unit}`, end);
  }
  const lines = linesOf(missing, `${end}${unit}${unit}`).trimStart();
  return insertInto(text, found, lines, `${end}${unit}${unit}`, `${end}${unit}`);
}

function isThere(scripts: unknown, name: string, command: string): boolean {
  const value = isMap(scripts) ? scripts.get(name) : undefined;
  if (value === undefined) return false;
  if (value === command) return true;
  throw new InputError(`package.json has another script "${name}" already`, {
    place: { file: 'package.json', pointer: `/scripts/${name}` },
    fix: `rename it, or make it run ${command}`,
  });
}

function linesOf(scripts: readonly (readonly [string, string])[], before: string): string {
  return scripts
    .map(([name, command]) => `${before}${JSON.stringify(name)}: ${JSON.stringify(command)}`)
    .join(',');
}

type Map = { readonly items: readonly Pair[]; readonly range?: readonly number[] | null | undefined };

/** Behind the last member, or as the first. */
function insertInto(text: string, map: Map, addition: string, before: string, after: string): string {
  const last = map.items.at(-1)?.value;
  const end = endOf(last);
  if (end !== undefined) return `${text.slice(0, end)},${before}${addition}${text.slice(end)}`;
  const [start = 0, close = 0] = map.range ?? [];
  return `${text.slice(0, start + 1)}${before}${addition}${after}${text.slice(close - 1)}`;
}

function endOf(node: unknown): number | undefined {
  return isMap(node) || isScalar(node) || hasRange(node) ? (node.range?.[1] ?? undefined) : undefined;
}

function hasRange(node: unknown): node is { readonly range?: readonly number[] | null } {
  return typeof node === 'object' && node !== null && 'range' in node;
}
