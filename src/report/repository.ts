// For tools that lay findings over the files of a repository: files named from its root, and the file that a finding is shown in.
import { posix } from 'node:path';
import { formatPlace } from '../lib/location.ts';
import { defined } from '../lib/objects.ts';
import type { Declared, Documented, Finding, Place, Report, ReportedContract, Unchecked } from '../model.ts';

/** `folder`: the working directory, from the repository's root; '' where they are the same. Absolute paths stay as they are. */
export function fromRepository(report: Report, folder: string): Report {
  if (folder === '') return report;
  const named = (place: Place): Place => ({ ...place, file: renamed(place, folder) });
  const shared = {
    findings: report.findings.map((finding) => findingFrom(finding, named)),
    unchecked: report.unchecked.map(
      (unchecked): Unchecked => ({ ...unchecked, where: occurrences(unchecked, named) }),
    ),
  };
  const contract = report.contract && contractFrom(report.contract, folder);
  if (report.before !== undefined)
    return {
      ...report,
      ...shared,
      contract: contract ?? report.contract,
      before: contractFrom(report.before, folder),
    };
  if (report.pages === undefined) return { ...report, ...shared, contract: contract ?? report.contract };
  const pages = report.pages.map((page) => ({ ...page, file: renamed(page, folder) }));
  return { ...report, ...shared, pages, ...defined({ contract }) };
}

function contractFrom(contract: ReportedContract, folder: string): ReportedContract {
  const sources = contract.sources?.map((file) => renamed({ file }, folder));
  const source = sources?.join(', ') ?? renamed({ file: contract.source }, folder);
  return { ...contract, source, ...(sources && { sources }) };
}

type Rename = (place: Place) => Place;

function findingFrom(finding: Finding, named: Rename): Finding {
  const { declared, documented, related } = finding;
  return {
    ...finding,
    ...defined({
      declared: declared && sideFrom(declared, named),
      documented: documented && sideFrom(documented, named),
      related: related?.map(({ label, place }) => ({ label, place: named(place) })),
    }),
    where: occurrences(finding, named),
  };
}

/** The text may name the place, too. */
function sideFrom<Side extends Declared | Documented>(side: Side, named: Rename): Side {
  if (side.place === undefined) return side;
  const place = named(side.place);
  const text = side.text.replaceAll(formatPlace(side.place), () => formatPlace(place));
  return { ...side, text, place };
}

function occurrences({ where }: Pick<Finding, 'where'>, named: Rename): Finding['where'] {
  return where.map((occurrence) => ({ ...occurrence, place: named(occurrence.place) }));
}

function renamed(place: Pick<Place, 'file'>, folder: string): string {
  const file = slashed(place.file);
  const isAbsolute = file.startsWith('/') || /^[a-z]:/i.test(file);
  return isAbsolute || !isFile(place) ? place.file : posix.join(folder, file);
}

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
