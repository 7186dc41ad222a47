// One finding as a card: the line to scan, then what page, contract and traffic say, then what to do.
import { formatPlace } from '../../../lib/location.ts';
import type { Finding } from '../../../model.ts';
import type { Cause } from '../../causes.ts';
import { blameOf } from '../../way-out.ts';
import {
  expiredText,
  frequency,
  isPageFinding,
  isTrafficFinding,
  knownText,
  observedText,
  operationsText,
  present,
  shapeText,
  subjectAndFrequency,
  withPlace,
} from '../../wording.ts';
import { presenceBar, timeline } from './drawings.ts';
import { html, type Markup } from './markup.ts';

const ODD = 'Odd one out';

export type CardContext = {
  readonly meanings: ReadonlyMap<string, string>;
  /** Of all findings, in milliseconds; undefined where no recording has times. */
  readonly span: readonly [number, number] | undefined;
  /** The command that makes a finding known. */
  readonly acceptOf: (finding: Cause) => string | undefined;
  /** Some page was held against something: otherwise the cards leave out its side, and one line says so. */
  readonly hasPages: boolean;
};

export function findingCard(finding: Cause, open: boolean, context: CardContext): Markup {
  const state = finding.known === undefined ? 'new' : 'known';
  return html`<article class="finding ${finding.level} ${state}" id="${anchorOf(finding)}" data-code="${finding.code}" data-level="${finding.level}" data-state="${state}"><details${open ? html` open` : undefined}><summary>${headline(finding, state)}</summary>
<div class="body">${sides(finding, context)}${advice(finding, context)}${seen(finding, context)}${operations(finding)}${where(finding)}${foot(finding, context)}</div></details></article>
`;
}

/** Fingerprints are hexadecimal; anything else is made safe for a fragment. */
function anchorOf(finding: Finding): string {
  return encodeURIComponent(finding.fingerprint.toWellFormed());
}

function headline(finding: Finding, state: string): Markup {
  const known = state === 'known' ? html`<span class="pill known">known</span>` : undefined;
  const pointer = finding.pattern === '' ? undefined : html` <code>${finding.pattern}</code>`;
  return html`<span class="pill ${finding.level}">${finding.level}</span>${known}<h4>${finding.message}</h4><span class="at"><b>${finding.status}</b>${pointer}</span>${often(finding)}`;
}

/** Of a page finding: how often the traffic shows what it is about. */
function often(finding: Finding): Markup | undefined {
  const { observed, occurrences, outOf } = finding;
  if (isTrafficFinding(finding)) {
    const bar = outOf === undefined ? undefined : presenceBar(occurrences, outOf);
    return html`<span class="often">${bar}${frequency(finding)}</span>`;
  }
  if (observed === undefined) return undefined;
  return html`<span class="often">${presenceBar(observed.count, observed.outOf)}${observed.count} of ${observed.outOf}</span>`;
}

function sides(finding: Finding, { hasPages }: CardContext): Markup {
  const { declared } = finding;
  const pageSide = hasPages ? html`<div class="page"><dt>Page</dt>${page(finding)}</div>` : undefined;
  const contract =
    declared === undefined ? muted('no contract was held against it') : html`<dd>${withPlace(declared)}</dd>`;
  return html`<dl class="sides">${pageSide}<div class="contract"><dt>${isTrafficFinding(finding) || isPageFinding(finding) ? 'Contract' : 'Old contract'}</dt>${contract}</div><div class="traffic"><dt>Traffic</dt>${traffic(finding)}</div></dl>`;
}

function page(finding: Finding): Markup {
  const { documented, where: occurrences } = finding;
  if (documented !== undefined) return html`<dd>${withPlace(documented)}</dd>`;
  const place = isPageFinding(finding) ? occurrences[0]?.place : undefined;
  return place === undefined ? muted('no page was held against it') : html`<dd>${formatPlace(place)}</dd>`;
}

function traffic(finding: Finding): Markup {
  const { observed, status } = finding;
  const place = finding.where[0]?.place;
  if (isTrafficFinding(finding))
    return html`<dd>${frequency(finding)}${place === undefined ? '' : `, ${formatPlace(place)}`}</dd>`;
  if (observed === undefined) return muted('no traffic was held against it');
  return html`<dd>${[observedText(observed, status), ...observed.recordings].join(', ')}</dd>`;
}

function muted(text: string): Markup {
  return html`<dd class="muted">${text}</dd>`;
}

function advice(finding: Cause, { acceptOf }: CardContext): Markup {
  const accept = acceptOf(finding);
  const rows = present([
    ['Value', shapeText(finding)],
    [ODD, blameOf(finding)],
    ['Known', finding.known && knownText(finding.known)],
    ['Expired', finding.expired && expiredText(finding.expired)],
    ['Fix', finding.fix],
  ]);
  const shown = rows.map(
    ([term, text]) =>
      html`<div${term === ODD ? html` class="odd"` : undefined}><dt>${term}</dt><dd>${text}</dd></div>`,
  );
  const command =
    accept === undefined ? undefined : html`<div><dt>Accept</dt><dd><code>${accept}</code></dd></div>`;
  return html`<dl class="advice">${shown}${command}</dl>`;
}

function seen(finding: Finding, { span }: CardContext): Markup | undefined {
  const { firstSeen, lastSeen = firstSeen } = finding;
  if (firstSeen === undefined || lastSeen === undefined) return undefined;
  const [first, last] = [Date.parse(firstSeen), Date.parse(lastSeen)];
  const drawn = span === undefined || Number.isNaN(first + last) ? undefined : timeline(first, last, span);
  return html`<div class="seen"><span>first seen ${moment(firstSeen)}</span>${drawn}<span>last seen ${moment(lastSeen)}</span></div>`;
}

/** To the minute, as written. */
function moment(time: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(time) ? `${time.slice(0, 10)} ${time.slice(11, 16)}` : time;
}

/** A single place of traffic stands among the sides already. */
function where(finding: Finding): Markup | undefined {
  const { where: occurrences, occurrences: total, related = [] } = finding;
  const onPage = !isTrafficFinding(finding);
  if (occurrences.length < 2 && !onPage) return undefined;
  const rest = total - occurrences.length;
  const lines = occurrences.map(
    ({ place, pointer }) =>
      html`<li><code>${formatPlace(place)}</code>${pointer === '' ? undefined : html` at <code>${pointer}</code>`}</li>`,
  );
  const beside = related.map(
    ({ label, place }) => html`<li>${label}: <code>${formatPlace(place)}</code></li>`,
  );
  const more = rest > 0 ? html`<li>and ${rest} more</li>` : undefined;
  return html`<div class="where"><h5>${onPage ? 'Places' : 'Observed at'}</h5><ul>${lines}${more}${beside}</ul></div>`;
}

/** Each operation of a cause that several share, with its own count and identity. */
function operations({ alike }: Cause): Markup | undefined {
  if (alike === undefined) return undefined;
  const lines = alike.map(
    (one) => html`<li>${subjectAndFrequency(one)} <span class="muted">#${one.fingerprint}</span></li>`,
  );
  return html`<details class="where"><summary>${operationsText(alike)}</summary><ul>${lines}</ul></details>`;
}

function foot(finding: Finding, { meanings }: CardContext): Markup {
  const meaning = meanings.get(finding.code);
  const media = finding.mediaType === undefined ? undefined : html` · ${finding.mediaType}`;
  return html`<p class="foot"><code class="code">${finding.code}</code>${meaning === undefined ? undefined : html` ${meaning}`}${media}<a href="#${anchorOf(finding)}" aria-label="link to finding ${finding.fingerprint}">#${finding.fingerprint}</a></p>`;
}
