// The way out of a finding: whose mistake it probably is, the command that accepts it, and what to do next. Every format for people says it
// in these words.
import { namePatterns } from '../lib/name-patterns.ts';
import { remember } from '../lib/remember.ts';
import type { Finding, Report, Unchecked } from '../model.ts';
import type { Cause } from './causes.ts';
import { isDiffCode, isPageCode } from './fingerprint.ts';
import { checkedCount, isReview } from './outcome.ts';

/** What the command line named, to be repeated in another command: ` traffic.har --contract openapi.yaml`, or '' where the config says it. */
export type Rerun = {
  readonly baseline: string;
  readonly propose: string;
  /** The service itself was asked, which those commands do not do. */
  readonly isLive?: boolean;
};

export const ofConfig: Rerun = { baseline: '', propose: '' };

/** No specification allows these, whatever the contract says. */
const NEVER_RIGHT: ReadonlySet<string> = new Set(['body-malformed', 'body-duplicate-key', 'body-too-deep']);

/** Whose mistake it probably is; undefined where nothing speaks for one side. */
export function blameOf(finding: Cause): string | undefined {
  const { code, name, pattern, oddOneOut, occurrences, outOf = 1, alike = [finding] } = finding;
  if (oddOneOut !== undefined) return oddOneOut;
  if (isPageCode(code) || isDiffCode(code) || code === 'recording-stale') return undefined;
  if (code.startsWith('request-')) return 'the request breaks the contract, whatever the service makes of it';
  // Events end with one that is no JSON in many services, such as [DONE].
  if (code === 'body-malformed' && pattern.endsWith('/data'))
    return 'the service, or the contract: an event whose data is no JSON wants a branch of its own';
  if (NEVER_RIGHT.has(code)) return 'the service: no contract makes this right';
  if (code === 'media-type-undocumented' && name === undefined)
    return 'the service: it does not say what it sends';
  if (code.endsWith('-undocumented')) return 'probably the contract: it is behind what the service sends';
  if (outOf < 2) return 'the service or the contract: one response does not tell';
  // Several values of a list may break in one response, so that their number tells nothing of responses.
  if (alike.some((each) => each.pattern.includes('*'))) return 'the service or the contract';
  const kept = outOf - occurrences;
  if (kept <= 0) return `probably the contract: none of ${outOf} responses keeps to it`;
  return kept < occurrences
    ? `probably the contract: only ${kept} of ${outOf} responses ${kept === 1 ? 'keeps' : 'keep'} to it`
    : `probably the service: the other responses keep to the contract, ${kept} of ${outOf}`;
}

const MOST_POINTERS = 3;

/** More would not be read; `next:` says how all are accepted. */
const MOST_FINGERPRINTS = 20;
/** With more patterns for a code it would take too long to find out what a pointer selects. */
const MOST_PATTERNS = 200;

/** The command that makes a finding known; undefined where a review of the page does, and where it would be too long. */
export function acceptCommand(report: Report, finding: Cause, rerun: Rerun): string | undefined {
  if (finding.known !== undefined || finding.level === 'note' || isReview(report)) return undefined;
  const selection = selectionOf(report, finding);
  return selection && `driftgate baseline update${argumentsOf(report, rerun)} ${selection} --reason TEXT`;
}

/** By code and pointer where that selects these findings and no other; else by the fingerprint of each. */
function selectionOf(report: Report, { code, fingerprint, alike = [] }: Cause): string | undefined {
  if (alike.length === 0) return `--fingerprint ${fingerprint}`;
  const pointers = pointersOf(alike);
  if (pointers.length > 0 && countSelected(report, code, pointers) === alike.length)
    return [`--code ${code}`, ...pointers.map((pointer) => `--pointer ${shellWord(pointer)}`)].join(' ');
  if (alike.length > MOST_FINGERPRINTS) return undefined;
  return alike.map((finding) => `--fingerprint ${finding.fingerprint}`).join(' ');
}

/** How many new findings they select; undefined where that would take long to find out. */
function countSelected(report: Report, code: string, pointers: readonly string[]): number | undefined {
  const patterns = freshPatterns(report).get(code) ?? [];
  if (patterns.length > MOST_PATTERNS) return undefined;
  const isSelected = namePatterns(pointers);
  return patterns.reduce((sum, { pattern, count }) => (isSelected(pattern) ? sum + count : sum), 0);
}

/** By code: how many new findings each pattern has. */
const freshPatterns = remember(({ findings }: Report) => {
  const fresh = findings.filter(({ known }) => known === undefined);
  const byCode = Array.from(
    Map.groupBy(fresh, ({ code }) => code),
    ([code, found]) => {
      const byPattern = Map.groupBy(found, ({ pattern }) => pattern);
      return [code, Array.from(byPattern, ([pattern, { length: count }]) => ({ pattern, count }))] as const;
    },
  );
  return new Map(byCode);
});

/** Each, where there are few; else what they end with. */
function pointersOf(alike: readonly Finding[]): readonly string[] {
  const patterns = [...new Set(alike.map(({ pattern }) => pattern))];
  if (patterns.length <= MOST_POINTERS) return patterns;
  const ends = new Set(patterns.map((pattern) => `*${pattern.slice(pattern.lastIndexOf('/'))}`));
  return ends.size === 1 ? [...ends] : [];
}

/** What to do next, in one line; undefined where nothing is to be done. */
export function nextStep(report: Report, rerun: Rerun): string | undefined {
  const fresh = report.findings.filter(({ known }) => known === undefined);
  const [failing] = report.unchecked.filter(({ allowed }) => !allowed);
  if (checkedCount(report) === 0) return adviceOf(report, rerun);
  if (fresh.length > 0 && isReview(report))
    return 'see to what changed, then accept the pages as they are: driftgate docs accept PAGE --reason TEXT';
  if (fresh.length > 0) return stepForFindings(report, fresh, rerun);
  if (failing !== undefined) return uncheckedFix(failing);
  return report.stale.length > 0
    ? 'remove what no longer occurs: driftgate baseline update --prune'
    : undefined;
}

/** How something that was not checked stops failing. */
export function uncheckedFix({ reason, subject }: Unchecked): string {
  return `see to what was not checked, or allow it in the config by name: allow: ['${reason}: ${subject}']`;
}

function stepForFindings(report: Report, fresh: readonly Finding[], rerun: Rerun): string {
  const [first] = fresh;
  if (report.before !== undefined)
    return [
      `the version is a ${report.advice.bump} one`,
      `accept what stays: driftgate baseline update${argumentsOf(report, rerun)} --reason TEXT`,
      `what it means: driftgate explain ${first?.code ?? 'CODE'}`,
    ].join('; ');
  const propose = `driftgate propose${report.pages === undefined ? rerun.propose : ''}${contractOf(first, rerun)}`;
  return [
    ...(rerun.isLive ? ['keep what came: driftgate record --into recordings'] : []),
    `declare what you rely on: ${propose}`,
    ...(report.pages === undefined ? [] : ['tell the vendor: driftgate propose --report vendor.md']),
    `accept what stays: driftgate baseline update${argumentsOf(report, rerun)} --reason TEXT`,
    `what it means: driftgate explain ${first?.code ?? 'CODE'}`,
  ].join('; ');
}

/** Only `check` and `baseline update` take several contracts at once. */
function contractOf(finding: Finding | undefined, { propose }: Rerun): string {
  if (finding?.contract === undefined || propose.includes(' --contract ')) return '';
  return ` --contract ${shellWord(finding.contract)}`;
}

function adviceOf(report: Report, { isLive }: Rerun): string {
  if (report.before !== undefined) return 'give contracts that declare operations';
  if (isLive) return 'see to what was not checked; what would be asked: driftgate probe';
  return report.pages === undefined
    ? `give a recording that holds responses of ${report.contract.title} (${report.contract.source})`
    : 'pass reference pages, or accept one for later runs: driftgate docs accept PAGE --reason TEXT';
}

function argumentsOf({ pages, before }: Report, rerun: Rerun): string {
  const kind = before !== undefined ? ' --diff' : pages === undefined ? '' : ' --docs';
  return `${kind}${rerun.baseline}`;
}

/** As a POSIX shell reads it back. */
export function shellWord(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
