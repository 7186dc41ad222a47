// A report whose files are named from the root of the repository, for tools that lay findings over its files.
import { posix } from 'node:path';
import { formatPlace } from '../lib/location.ts';
import { defined } from '../lib/objects.ts';
import type { Declared, Documented, Finding, Place, Report, ReportedContract, Unchecked } from '../model.ts';
import { isFile, slashed } from './annotated-place.ts';

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
