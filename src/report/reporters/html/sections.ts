// The sections of the page around the findings: what was not checked, coverage, matrix, pages, stale entries.

import { formatPlace } from '../../../lib/location.ts';
import type { Finding, Matrix, MatrixCell, MatrixRow, OperationCoverage, Report } from '../../../model.ts';
import { entryText, uncheckedText } from '../../wording.ts';
import { presenceBar } from './drawings.ts';
import { html, type Markup } from './markup.ts';

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
      html`<tr><th scope="row">${summary}</th><td>${kind}</td><td>${outcome}</td><td class="number">${places}</td><td><code>${formatPlace(first)}</code></td></tr>`,
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
  const found = new Set(
    report.findings.filter(isFresh).map(({ operation, status }) => `${operation} ${status}`),
  );
  return html`<section id="coverage"><h2>Coverage</h2><div class="scroll" tabindex="0" role="region" aria-label="coverage by operation"><table><caption class="unseen">Observed responses by operation and status</caption><thead><tr><th scope="col">Operation</th><th scope="col">Exchanges</th><th scope="col">Statuses</th></tr></thead><tbody>${byOperation.map((operation) => coverageRow(operation, found))}</tbody></table></div></section>
`;
}

function isFresh(finding: Finding): boolean {
  return finding.known === undefined;
}

function coverageRow(operation: OperationCoverage, found: ReadonlySet<string>): Markup {
  const chips = operation.responses.map(({ status, observed }) => {
    if (observed === 0) return html`<span class="chip none">${status} <small>not observed</small></span>`;
    const kind = found.has(`${operation.id} ${status}`) ? 'drift' : 'clean';
    return html`<span class="chip ${kind}">${status} <small>${observed}× ${kind === 'drift' ? 'with findings' : 'clean'}</small></span>`;
  });
  return html`<tr><th scope="row">${operation.id}<br><code>${operation.method} ${operation.path}</code></th><td class="number">${operation.observed}</td><td>${chips}</td></tr>`;
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
  return html`<tr class="${row.oddOneOut === undefined ? 'agree' : 'odd'}"><th scope="row">${head}</th>${[row.table, row.sample, row.contract].map(cell)}${trafficCell(row)}<td>${row.oddOneOut}</td></tr>
`;
}

const SIGNS = { yes: '✓', no: '✗', unknown: '?' } as const;
const WORDS = { yes: 'yes', no: 'no', unknown: 'unknown' } as const;

function cell({ state, text }: MatrixCell): Markup {
  return html`<td class="${state}"><span aria-hidden="true">${SIGNS[state]}</span> ${text ?? html`<span class="unseen">${WORDS[state]}</span>`}</td>`;
}

function trafficCell({ traffic }: MatrixRow): Markup {
  if (traffic === undefined) return cell({ state: 'unknown' });
  const { observed, outOf } = traffic;
  return html`<td class="${observed > 0 ? 'yes' : 'no'}">${presenceBar(observed, outOf)} ${observed} of ${outOf}</td>`;
}
