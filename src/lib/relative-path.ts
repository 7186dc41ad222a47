import { relative } from 'node:path';

/** As node:path has it, at once where the path is spelled as one inside of the folder: each of its answers reads both letter by letter. */
export function relativePath(folder: string, path: string): string {
  if (path === folder) return '';
  const inside = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : '';
  return inside === '' || /^\/|\/\/|(?:^|\/)\.\.?(?:\/|$)|\/$/.test(inside) ? relative(folder, path) : inside;
}
