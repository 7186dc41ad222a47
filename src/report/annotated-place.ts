// Where a finding is shown by tools that know only files of the repository: the contract's line, else the recording's.
import type { Finding, Place, Report } from '../model.ts';

/** A file of the working copy, not a URL and not standard input. */
export function isFile(place: Place): boolean {
  return place.file !== '' && place.file !== '-' && !/^[a-z][a-z0-9+.-]+:/i.test(place.file);
}

/** The declared place; else a recording's line; else the recording; else the contract. Always a file. */
export function annotatedPlace(finding: Finding, report: Report): Place {
  const places = [finding.declared.place, ...finding.where.map(({ place }) => place)];
  const files = places.filter((place) => place !== undefined).filter(isFile);
  return files.find((place) => place.line !== undefined) ?? files[0] ?? { file: report.contract.source };
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
