// Where a finding is shown by tools that know only files of the repository.
import type { Finding, Place, Report } from '../model.ts';

/** A file of the working copy, not a URL and not standard input. */
export function isFile(place: Place): boolean {
  return place.file !== '' && place.file !== '-' && !/^[a-z][a-z0-9+.-]+:/i.test(place.file);
}

/** The declared place; else a line of the recording or page; else its file; else `mainFile`. Always a file. */
export function annotatedPlace(finding: Finding, report: Report): Place {
  const found = finding.where.map(({ place }) => place);
  // The old contract may be no file of the working copy.
  const places = report.before === undefined ? [finding.declared?.place, ...found] : found;
  const files = places.filter((place) => place !== undefined).filter(isFile);
  return files.find((place) => place.line !== undefined) ?? files[0] ?? { file: mainFile(report) };
}

/** The contract, of several the first; where there is none the first page, of a URL its last part, since it is a file in no other sense. */
export function mainFile(report: Report): string {
  if (report.contract !== undefined) return report.contract.sources?.[0] ?? report.contract.source;
  const [page] = report.pages ?? [];
  if (page === undefined) return 'pages';
  return isFile({ file: page.file }) ? page.file : (page.file.split(/[/?#]/).findLast(Boolean) ?? 'page');
}

/** With forward slashes and without a leading `./`. */
export function slashed(file: string): string {
  return file.replaceAll('\\', '/').replace(/^(\.\/+)+/, '');
}

/** A relative reference, percent-encoded by segment (RFC 3986); absolute paths become file URLs. */
export function uriOf(file: string): string {
  const segments = slashed(file.toWellFormed()).split('/');
  const encoded = segments.map(encodeURIComponent).join('/');
  if (/^[a-z]:$/i.test(segments[0] ?? '')) return `file:///${encoded.replace('%3A', ':')}`;
  return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}
