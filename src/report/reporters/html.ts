// One self-contained page: nothing is fetched, the policy allows the two inline blocks by hash and nothing else, and
// all of it reads without JavaScript; the script adds filters and opens what a link points to.

import { createHash } from 'node:crypto';
import { plural } from '../../lib/plural.ts';
import type { DiffReport, Finding, PageReport, Report, Share, TrafficReport } from '../../model.ts';
import { type Cause, causesOf, worstFirst } from '../causes.ts';
import { checkedCount } from '../outcome.ts';
import type { RenderOptions } from '../reporter.ts';
import { acceptCommand, nextStep, type Rerun } from '../way-out.ts';
import { groupByOperation, isNew, isPageFinding, pagesText, summary, titleOf, verdict } from '../wording.ts';
import { logo, ring, type Slice, stackedBar } from './html/drawings.ts';
import { type CardContext, findingCard } from './html/finding.ts';
import { html, type Markup } from './html/markup.ts';
import { script } from './html/script.ts';
import {
  contractSection,
  coverageSection,
  matrixSection,
  pagesSection,
  staleSection,
  uncheckedSection,
} from './html/sections.ts';
import { style } from './html/style.ts';

/** What a browser filters and scrolls with ease. */
const FINDING_LIMIT = 5000;
/** More than these are opened one by one. */
const OPEN_LIMIT = 20;
/** From here on cards off screen are not laid out. */
const MANY = 200;

// Not in a tagged template: bundlers turn one that holds an end tag of a script into a call of a library of their own.
const SCRIPT: Markup = { markup: `<script>${script}</script>` };
const STYLE: Markup = { markup: style };

export function render(report: Report, { rerun }: RenderOptions): string {
  const fresh = causesOf(report.findings.filter(isNew));
  const ranked = [
    ...(fresh.length > FINDING_LIMIT ? worstFirst(fresh) : fresh),
    ...causesOf(report.findings.filter((finding) => !isNew(finding))),
  ];
  const shown = ranked.slice(0, FINDING_LIMIT);
  const left = ranked.length - shown.length + (report.leftOut?.findings ?? 0);
  const matrix = matrixSection(report.matrix);
  const { contract } = report;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>driftgate: ${verdict(report)}, ${titleOf(report)}</title>
<style>${STYLE}</style>
</head>
<body>
${header(report, matrix !== undefined, rerun)}<main>
${findingsSection(report, shown, { left, rerun })}${uncheckedSection(report)}${contractSection(report)}${matrix}${coverageSection(report)}${pagesSection(report)}${staleSection(report)}</main>
<footer>driftgate ${report.tool.version}${contract && ` · ${contract.source} · ${contract.hash}`}</footer>
${SCRIPT}
</body>
</html>
`.markup;
}

function policy(): string {
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`;
}

function header(report: Report, hasMatrix: boolean, rerun: Rerun): Markup {
  const next = nextStep(report, rerun);
  const passed = report.outcome === 'passed' && checkedCount(report) > 0;
  const links: readonly (readonly [string, string, boolean])[] = [
    ['findings', 'Findings', true],
    ['unchecked', 'Not checked', report.unchecked.length > 0],
    ['contract', 'Contract', (report.defects?.length ?? 0) > 0],
    ['matrix', 'Page, contract and traffic', hasMatrix],
    ['coverage', 'Coverage', (report.coverage?.byOperation.length ?? 0) > 0],
    ['pages', 'Pages', (report.pages?.length ?? 0) > 0],
    ['stale', 'Stale in the baseline', report.stale.length > 0],
  ];
  const shown = links.flatMap(([id, title, present]) =>
    present ? [html`<a href="#${id}">${title}</a>`] : [],
  );
  return html`<header>
<div class="brand">${logo}driftgate</div>
<h1>${titleOf(report)} <span class="verdict ${passed ? 'passed' : 'failed'}">${verdict(report)}</span></h1>
<p>${heldText(report)}</p>
<p>${summary(report)}</p>
${
  next === undefined
    ? undefined
    : html`<p class="next"><b>next:</b> ${next}</p>
`
}${tiles(report)}
<nav aria-label="sections">${shown}</nav>
</header>
`;
}

function heldText(report: Report): Markup {
  if (report.pages !== undefined) {
    const [what, against] = pagesText(report).split(' against ', 2);
    return html`${what} held against ${against}`;
  }
  if (report.before !== undefined)
    return html`<code>${report.contract.source}</code> held against <code>${report.before.source}</code>`;
  const { exchanges, recordings } = report.counts;
  return html`${plural(exchanges, 'exchange')} from ${plural(recordings, 'recording')} held against <code>${report.contract.source}</code>`;
}

function tiles(report: Report): Markup {
  const { counts } = report;
  return html`<div class="tiles">
${tile('error', counts.errors, 'error')}${tile('warning', counts.warnings, 'warning')}<div class="tile none"><b>${counts.known}</b><span>known</span></div>
${report.coverage !== undefined ? trafficTiles(report) : report.pages !== undefined ? pageTiles(report) : versionTile(report)}
</div>`;
}

function trafficTiles({ counts, coverage }: TrafficReport): Markup {
  const slices: readonly Slice[] = [
    { kind: 'clean', count: counts.clean, label: 'clean' },
    { kind: 'drift', count: counts.withFindings, label: 'with findings' },
    { kind: 'unknown', count: counts.unchecked, label: 'not checked' },
  ];
  return html`${barTile(plural(counts.exchanges, 'exchange'), slices)}
<div class="tile wide rings">${share('operation', coverage.operations)}${share('status', coverage.statuses)}</div>`;
}

/** A page counts as clean where nothing about its operation is new. */
function pageTiles({ pages, findings, unchecked }: PageReport): Markup {
  const wrong = new Set(findings.filter(isNew).map(({ operation }) => operation));
  const withFindings = pages.filter(({ operation }) => wrong.has(operation)).length;
  const slices: readonly Slice[] = [
    { kind: 'clean', count: pages.length - withFindings, label: 'clean' },
    { kind: 'drift', count: withFindings, label: 'with findings' },
    { kind: 'unknown', count: unchecked.length, label: 'not checked' },
  ];
  return barTile(plural(pages.length, 'page'), slices);
}

function versionTile({ counts, advice }: DiffReport): Markup {
  return html`${tile('none', counts.notes ?? 0, 'note')}<div class="tile wide"><b>${advice.bump}</b><span>${advice.reason}</span></div>`;
}

function barTile(title: string, slices: readonly Slice[]): Markup {
  const key = slices.map(({ kind, count, label }) => html`<li class="${kind}">${count} ${label}</li>`);
  return html`<div class="tile wide"><span>${title}</span>${stackedBar(slices)}<ul class="key">${key}</ul></div>`;
}

function tile(kind: string, count: number, noun: string): Markup {
  return html`<div class="tile ${count === 0 ? 'none' : kind}"><b>${count}</b><span>${plural(count, noun).replace(/^\d+ /, '')}</span></div>`;
}

function share(noun: string, { observed, declared }: Share): Markup {
  const nouns = plural(declared, noun).replace(/^\d+ /, '');
  return html`<div>${ring(observed, declared, nouns)}<span><strong>${observed} of ${declared}</strong>${nouns}</span></div>`;
}

function findingsSection(
  report: Report,
  findings: readonly Cause[],
  { left, rerun }: { readonly left: number; readonly rerun: Rerun },
): Markup {
  const context = contextOf(report, findings, rerun);
  const open = new Set(findings.filter(isNew).slice(0, OPEN_LIMIT));
  const groups = groupByOperation(findings).map(
    (group) => html`<section class="operation" data-operation="${group.title}">${groupTitle(group.findings)}
${group.findings.map((finding) => findingCard(finding, open.has(finding), context))}</section>
`,
  );
  const cut =
    left === 0
      ? undefined
      : html`<p class="none-found">${plural(left, 'more finding')} left out of this page to keep it usable; the JSON report holds more.</p>`;
  const none = findings.length > 0 ? undefined : html`<p class="none-found">${emptyText(report)}</p>`;
  const noPage =
    context.hasPages || findings.length === 0 || report.before !== undefined
      ? undefined
      : html`<p class="muted">No page was held against these: driftgate docs accept PAGE adds the vendor's side.</p>
`;
  const filters = findings.length > 0 ? filterForm(findings) : undefined;
  return html`<section id="findings"${findings.length > MANY ? html` class="many"` : undefined}><h2>Findings <small>${findings.length}</small></h2>
${filters}${none}${noPage}${groups}${cut}</section>
`;
}

function emptyText(report: Report): string {
  return checkedCount(report) > 0
    ? 'No findings.'
    : 'Nothing was checked, so nothing was found: this is no pass.';
}

function groupTitle([first]: readonly Cause[]): Markup | undefined {
  if (first === undefined) return undefined;
  if (first.alike !== undefined) return html`<h3>Several operations</h3>`;
  return html`<h3>${first.operation ?? 'No operation'} <code>${first.method} ${first.path}</code></h3>`;
}

function contextOf(report: Report, findings: readonly Finding[], rerun: Rerun): CardContext {
  const meanings = new Map((report.codes ?? []).map(({ code, meaning }) => [code, meaning]));
  const span = findings.reduce<readonly [number, number] | undefined>(
    (known, { firstSeen, lastSeen = firstSeen }) => {
      const [first, last] = [Date.parse(firstSeen ?? ''), Date.parse(lastSeen ?? '')];
      if (Number.isNaN(first + last)) return known;
      return known === undefined ? [first, last] : [Math.min(known[0], first), Math.max(known[1], last)];
    },
    undefined,
  );
  const hasPages = findings.some((finding) => finding.documented !== undefined || isPageFinding(finding));
  return { meanings, span, hasPages, acceptOf: (finding) => acceptCommand(report, finding, rerun) };
}

function filterForm(findings: readonly Finding[]): Markup {
  const operations = groupByOperation(findings).map(({ title }) => title);
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  return html`<form id="filters" role="search" aria-label="filter findings" hidden>
<label><span class="unseen">Search</span><input type="search" name="text" placeholder="Search findings" autocomplete="off"></label>
${choice('operation', 'All operations', operations)}${choice('code', 'All codes', codes)}
<fieldset><legend class="unseen">Level</legend>${checkbox('level', 'error')}${checkbox('level', 'warning')}${findings.some(({ level }) => level === 'note') ? checkbox('level', 'note') : undefined}</fieldset>
<fieldset><legend class="unseen">State</legend>${checkbox('state', 'new')}${checkbox('state', 'known')}</fieldset>
<button type="button" id="expand" aria-pressed="false">Expand all</button><button type="reset">Reset</button>
<p id="shown" role="status"></p>
</form>
`;
}

function choice(name: string, all: string, values: readonly string[]): Markup {
  const options = values.map((value) => html`<option value="${value}">${value}</option>`);
  return html`<label><span class="unseen">${name}</span><select name="${name}"><option value="">${all}</option>${options}</select></label>`;
}

function checkbox(name: string, value: string): Markup {
  return html`<label><input type="checkbox" name="${name}" value="${value}" checked>${value}</label>`;
}
