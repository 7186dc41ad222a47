import { relative } from 'node:path';

/** The same as `relative` of node:path, which reads both letter by letter; quick where the path starts with the folder. */
export function relativePath(folder: string, path: string): string {
  if (path === folder) return '';
  const inside = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : '';
  return inside === '' || /^\/|\/\/|(?:^|\/)\.\.?(?:\/|$)|\/$/.test(inside) ? relative(folder, path) : inside;
}
