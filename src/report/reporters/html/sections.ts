// The sections of the page around the findings: what was not checked, coverage, matrix, pages, stale entries.

import { formatPlace } from '../../../lib/location.ts';
import type { Finding, Matrix, MatrixCell, MatrixRow, OperationCoverage, Report } from '../../../model.ts';
import { coverageLists, partText } from '../../coverage/lists.ts';
import { entryText, isNew, uncheckedText } from '../../wording.ts';
import { presenceBar } from './drawings.ts';
import { html, type Markup } from './markup.ts';

const LIST_LIMIT = 500;

/** After the findings, of which there is something to do; the tiles and the verdict say before them that not all was checked. */
export function uncheckedSection(report: Report): Markup | undefined {
  if (report.unchecked.length === 0) return undefined;
  const lines = report.unchecked.map(
    (unchecked) =>
      html`<li class="${unchecked.allowed ? 'allowed' : 'failing'}"><span class="pill ${unchecked.allowed ? 'known' : 'error'}">${unchecked.allowed ? 'allowed' : 'failing'}</span> ${uncheckedText(unchecked)}</li>`,
  );
  return html`<section id="unchecked"><h2>Not checked <small>${report.unchecked.length}</small></h2><ul class="plain">${lines}</ul></section>
`;
}

/** What is wrong in the contract itself. */
export function contractSection(report: Report): Markup | undefined {
  const { defects = [] } = report;
  if (defects.length === 0) return undefined;
  const rows = defects.map(
    ({ kind, outcome, summary, places, first }) =>
      html`<tr><th scope="row">${summary}</th><td data-label="Kind">${kind}</td><td data-label="Outcome">${outcome}</td><td class="number" data-label="Places">${places}</td><td data-label="First"><code>${formatPlace(first)}</code></td></tr>`,
  );
  const notJudged = defects.filter(({ outcome }) => outcome === 'not judged').length;
  return html`<section id="contract"><h2>Contract <small>${notJudged} not judged, ${defects.length - notJudged} told</small></h2><p class="muted">What is wrong in the contract itself. What is told changes no verdict; driftgate lint lists every place.</p><details><summary>${defects.length} rows</summary><div class="scroll" tabindex="0" role="region" aria-label="what is wrong in the contract"><table><thead><tr><th scope="col">What</th><th scope="col">Kind</th><th scope="col">Outcome</th><th scope="col">Places</th><th scope="col">First</th></tr></thead><tbody>${rows}</tbody></table></div></details></section>
`;
}

export function staleSection(report: Report): Markup | undefined {
  if (report.stale.length === 0) return undefined;
  const lines = report.stale.map(
    (entry) => html`<li>${entryText(entry)} <span class="muted">${entry.reason}</span></li>`,
  );
  return html`<section id="stale"><h2>Stale in the baseline <small>${report.stale.length}</small></h2><p class="muted">No longer observed although operation and status were, or of an operation that is gone: remove them with driftgate baseline update --prune.</p><ul class="plain">${lines}</ul></section>
`;
}

export function coverageSection(report: Report): Markup | undefined {
  const byOperation = report.coverage?.byOperation ?? [];
  if (byOperation.length === 0) return undefined;
  const found = { fresh: placesOf(report.findings.filter(isNew)), known: placesOf(report.findings) };
  return html`<section id="coverage"><h2>Coverage</h2><div class="scroll" tabindex="0" role="region" aria-label="coverage by operation"><table><caption class="unseen">Observed responses by operation and status</caption><thead><tr><th scope="col">Operation</th><th scope="col">Exchanges</th><th scope="col">Statuses</th></tr></thead><tbody>${byOperation.map((operation) => coverageRow(operation, found))}</tbody></table></div>${coverageDetails(report)}</section>
`;
}

/** Operations with statuses that have a finding, new or known. */
type Found = { readonly fresh: ReadonlySet<string>; readonly known: ReadonlySet<string> };

function placesOf(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.map(({ operation, status }) => `${operation} ${status}`));
}

const CHIP_WORDS = { drift: 'with findings', known: 'with known findings', clean: 'clean' } as const;

function chipOf(place: string, { fresh, known }: Found): keyof typeof CHIP_WORDS {
  if (fresh.has(place)) return 'drift';
  return known.has(place) ? 'known' : 'clean';
}

/** What a list of properties and values says beyond the table: each folded, since it may be long. */
function coverageDetails({ coverage }: Report): readonly Markup[] {
  if (coverage === undefined) return [];
  const { neverSeen, alwaysThereThoughOptional, deprecatedAndSeen } = coverageLists(coverage);
  const lists = [
    ['Never seen', neverSeen],
    ['Always there though optional', alwaysThereThoughOptional],
    ['Deprecated and seen', deprecatedAndSeen],
  ] as const;
  return lists.flatMap(([title, parts]) =>
    parts.length === 0
      ? []
      : [
          html`<details class="where"><summary>${title}: ${parts.length}</summary><ul>${parts.slice(0, LIST_LIMIT).map((part) => html`<li>${part.kind} <code>${partText(part)}</code></li>`)}${parts.length > LIST_LIMIT ? html`<li>and ${parts.length - LIST_LIMIT} more: driftgate check --coverage FILE lists all</li>` : undefined}</ul></details>`,
        ],
  );
}

function coverageRow(operation: OperationCoverage, found: Found): Markup {
  const chips = operation.responses.map(({ status, observed }) => {
    if (observed === 0) return html`<span class="chip none">${status} <small>not observed</small></span>`;
    const kind = chipOf(`${operation.id} ${status}`, found);
    return html`<span class="chip ${kind}">${status} <small>${observed}× ${CHIP_WORDS[kind]}</small></span>`;
  });
  return html`<tr><th scope="row">${operation.id}<br><code>${operation.method} ${operation.path}</code></th><td class="number" data-label="Exchanges">${operation.observed}</td><td>${chips}</td></tr>`;
}

export function pagesSection({ pages = [] }: Report): Markup | undefined {
  if (pages.length === 0) return undefined;
  const lines = pages.map(
    ({ file, operation, hash, isChanged }) =>
      html`<li><code>${file}</code> ${operation}${isChanged === false ? ', as reviewed' : undefined} <span class="muted">sha256 ${hash.slice(0, 16)}</span></li>`,
  );
  return html`<section id="pages"><h2>Pages <small>${pages.length}</small></h2><ul class="plain">${lines}</ul></section>
`;
}

export function matrixSection(matrices: readonly Matrix[] | undefined): Markup | undefined {
  if (matrices === undefined || matrices.length === 0) return undefined;
  return html`<section id="matrix"><h2>Page, contract and traffic</h2><p class="muted">What each side says of every property and enum value. A marked row is where they disagree.</p>${matrices.map(matrixTable)}</section>
`;
}

function matrixTable(matrix: Matrix): Markup {
  const name = `${matrix.operation} ${matrix.status}`;
  const disagree = matrix.rows.filter(({ oddOneOut }) => oddOneOut !== undefined).length;
  return html`<details${disagree > 0 ? html` open` : undefined}><summary><h3>${name}</h3><small>${matrix.rows.length} rows, ${disagree} disagree</small></summary><div class="scroll" tabindex="0" role="region" aria-label="matrix of ${name}"><table class="matrix"><caption class="unseen">${name}: each property on page, contract and traffic</caption><thead><tr><th scope="col">Property or value</th><th scope="col" class="page">Page: table</th><th scope="col" class="page">Page: sample</th><th scope="col" class="contract">Contract</th><th scope="col" class="traffic">Traffic</th><th scope="col">Odd one out</th></tr></thead><tbody>${matrix.rows.map(matrixRow)}</tbody></table></div></details>`;
}

function matrixRow(row: MatrixRow): Markup {
  const head =
    row.value === undefined
      ? html`<code>${row.pointer}</code>`
      : html`<code class="value">${row.value}</code> <span class="unseen">of ${row.pointer}</span>`;
  return html`<tr class="${row.oddOneOut === undefined ? 'agree' : 'odd'}"><th scope="row">${head}</th>${cell(row.table, 'Page: table')}${cell(row.sample, 'Page: sample')}${cell(row.contract, 'Contract')}${trafficCell(row)}${row.oddOneOut === undefined ? html`<td></td>` : html`<td data-label="Odd one out">${row.oddOneOut}</td>`}</tr>
`;
}

const SIGNS = { yes: '✓', no: '✗', unknown: '?' } as const;
const WORDS = { yes: 'yes', no: 'no', unknown: 'unknown' } as const;

/** `side` stands before the cell where a narrow screen leaves no room for columns. */
function cell({ state, text }: MatrixCell, side: string): Markup {
  return html`<td class="${state}" data-label="${side}"><span aria-hidden="true">${SIGNS[state]}</span> ${text ?? html`<span class="unseen">${WORDS[state]}</span>`}</td>`;
}

function trafficCell({ traffic }: MatrixRow): Markup {
  if (traffic === undefined) return cell({ state: 'unknown' }, 'Traffic');
  const { observed, outOf } = traffic;
  return html`<td class="${observed > 0 ? 'yes' : 'no'}" data-label="Traffic">${presenceBar(observed, outOf)} ${observed} of ${outOf}</td>`;
}
