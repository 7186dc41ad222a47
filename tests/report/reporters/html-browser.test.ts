// The page in a real browser: clicks, filters, deep links, no script, both themes, axe, 5,000 findings.
// REPORT_SCREENSHOT=docs/report.png refreshes the picture in README; REPORT_300=/tmp/report takes those of 300 findings.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report, TrafficReport } from '../../../src/model.ts';
import { renderAs } from './all.ts';
import { canonical, eipId, nothingChecked, ofPages, sinceReview } from './canonical-report.ts';
import { hostileReport, injections } from './hostile.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const missing = !existsSync(executablePath);
if (missing) console.log(`the HTML report was not tried in a browser: no ${executablePath}; set CHROMIUM`);

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const deepLink = '#c0ffee00c0ffee00';

let browser: Browser;
let folder: string;

beforeAll(async () => {
  if (missing) return;
  folder = mkdtempSync(join(tmpdir(), 'report-'));
  const quiet = ['gpu', 'quic', 'background-networking', 'component-update', 'sync'].map(
    (name) => `--disable-${name}`,
  );
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run', ...quiet] });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

type Opened = { readonly page: Page; readonly complaints: readonly string[] };

async function open(report: Report, fragment = '', options: BrowserContextOptions = {}): Promise<Opened> {
  const file = join(folder, 'report.html');
  writeFileSync(file, renderAs('html', report));
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, ...options });
  const url = pathToFileURL(file).href;
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(`dialog ${dialog.message()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) complaints.push(`request ${request.url()}`);
  });
  await page.goto(url + fragment);
  return { page, complaints };
}

/** axe runs inside; the page's own policy stays in force. */
async function seriousProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const result = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as {
    violations: { id: string; impact: string; nodes: { target: string[] }[] }[];
  };
  return result.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

const shown = (page: Page) => page.locator('article.finding:visible').count();
const status = (page: Page) => page.locator('#shown').textContent();
/** Waits until no filter hides anything. By locator: the page's policy forbids an expression that is polled by `eval`. */
const everything = (page: Page) => page.locator('#shown', { hasText: /^Showing 5 / }).waitFor();

describe.skipIf(missing)('the page in Chromium', { timeout: 60_000 }, () => {
  it('shows everything, fetches nothing and breaks no policy', async () => {
    const { page, complaints } = await open(canonical);
    expect(await page.title()).toBe('driftgate: failed, API Gateway');
    expect(await shown(page)).toBe(5);
    expect(await status(page)).toBe('Showing 5 of 5 findings');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('filters by operation, code, level, known and words, and resets', async () => {
    const { page } = await open(canonical);
    await page.selectOption('select[name=code]', 'property-undocumented');
    expect(await shown(page)).toBe(2);
    await page.getByLabel('known', { exact: true }).uncheck();
    expect(await status(page)).toBe('Showing 1 of 5 findings');
    await page.getByRole('button', { name: 'Reset' }).click();
    await everything(page);
    await page.selectOption('select[name=operation]', { index: 2 });
    expect(await page.locator('section.operation:visible h3').allTextContents()).toEqual([
      'ListInstancesV2 GET /v2/{project_id}/apigw/instances',
    ]);
    await page.getByRole('button', { name: 'Reset' }).click();
    await everything(page);
    await page.getByLabel('warning', { exact: true }).uncheck();
    expect(await shown(page)).toBe(2);
    await page.getByPlaceholder('Search findings').fill('HIBERNATING');
    expect(await shown(page)).toBe(1);
    await page.getByPlaceholder('Search findings').fill('no such word');
    expect(await shown(page)).toBe(0);
    expect(await status(page)).toBe('No finding matches the filters: 0 of 5 findings');
    await page.close();
  });

  it('opens what a deep link points to, even where a filter hides it', async () => {
    const { page } = await open(canonical, deepLink);
    const target = page.locator('article.finding.known');
    // A page is there before it is drawn.
    await target.locator('.advice').waitFor({ state: 'visible' });
    expect(await page.evaluate("document.activeElement.closest('article').id")).toBe('c0ffee00c0ffee00');
    await page.getByLabel('known', { exact: true }).uncheck();
    expect(await target.isVisible()).toBe(false);
    await page.evaluate("location.hash = ''");
    await page.evaluate(`location.hash = '${deepLink}'`);
    await target.waitFor({ state: 'visible' });
    await page.close();
  });

  it('works by keyboard alone', async () => {
    const { page } = await open(canonical);
    const summary = page.locator('article.finding.known summary');
    await summary.focus();
    await page.keyboard.press('Enter');
    await page.locator('article.finding.known .advice').waitFor({ state: 'visible' });
    await page.getByRole('button', { name: 'Expand all' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Space');
    expect(await page.locator('.advice:visible').count()).toBe(0);
    await page.close();
  });

  it('reads without JavaScript', async () => {
    const { page } = await open(canonical, '', { javaScriptEnabled: false });
    expect(await shown(page)).toBe(5);
    expect(await page.locator('#filters').isVisible()).toBe(false);
    await page.locator('article.finding.known summary').click();
    expect(await page.locator('article.finding.known .advice').isVisible()).toBe(true);
    await page.close();
  });

  it.each([
    ['light', 1200],
    ['dark', 1200],
    ['light', 390],
  ] as const)(
    'has no serious problem for axe, in %s at %i pixels, and does not scroll sideways',
    async (colorScheme, width) => {
      const { page } = await open(canonical, deepLink, { colorScheme, viewport: { width, height: 900 } });
      expect(await seriousProblems(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await page.close();
    },
  );

  it.each([
    ['light', 1200],
    ['dark', 390],
  ] as const)('shows a report on pages, in %s at %i pixels', async (colorScheme, width) => {
    const { page, complaints } = await open(ofPages, '', { colorScheme, viewport: { width, height: 900 } });
    expect(await page.locator('header > p').first().textContent()).toBe(
      '2 pages held against themselves, openapi/apig.yaml and 46 exchanges',
    );
    expect(await shown(page)).toBe(4);
    expect(await page.locator('#coverage, .ring').count()).toBe(0);
    expect(await seriousProblems(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows what changed since the review, without a contract', async () => {
    const { page } = await open(sinceReview);
    expect(await page.locator('h1').textContent()).toBe('Reference pages failed');
    expect(await page.getByText('no contract was held against it').isVisible()).toBe(true);
    expect(await page.locator('#pages').textContent()).toContain('ListInstancesV2, as reviewed');
    await page.close();
  });

  it('says very clearly that nothing was checked', async () => {
    const { page } = await open(nothingChecked);
    expect(await page.locator('h1').textContent()).toBe('API Gateway nothing was checked');
    expect(await page.getByText('this is no pass').isVisible()).toBe(true);
    await page.close();
  });

  it('runs none of the injections', async () => {
    const { page, complaints } = await open(hostileReport(injections));
    expect(await shown(page)).toBe(2 * injections.length);
    await page.getByRole('button', { name: 'Expand all' }).click();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([
    ['light', 1280],
    ['dark', 375],
  ] as const)(
    '300 findings are separate cards, 20 of them open, in %s at %i pixels',
    { timeout: 300_000 },
    async (colorScheme, width) => {
      const report = { ...canonical, findings: separate(300) };
      expect(Buffer.byteLength(renderAs('html', report))).toBeLessThan(700_000);
      const { page, complaints } = await open(report, '', { colorScheme, viewport: { width, height: 900 } });
      expect(await status(page)).toBe('Showing 300 of 300 findings');
      expect(await page.locator('article.finding > details[open]').count()).toBe(20);
      expect(await seriousProblems(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      const last = page.locator('article.finding').last();
      await last.locator('summary').focus();
      await page.keyboard.press('Enter');
      expect(await last.locator('.advice').isVisible()).toBe(true);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      if (process.env.REPORT_300 !== undefined)
        await page.screenshot({ path: `${process.env.REPORT_300}-${colorScheme}-${width}.png` });
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  it('stays usable with 5,000 findings', async () => {
    const { page } = await open({ ...canonical, findings: separate(5000) }, '#f4321');
    await page.locator('#f4321 .advice').waitFor({ state: 'visible' });
    await page.getByPlaceholder('Search findings').fill('property_4999');
    expect(await status(page)).toBe('Showing 1 of 5000 findings');
    await page.getByPlaceholder('Search findings').fill('');
    expect(await status(page)).toBe('Showing 5000 of 5000 findings');
    await page.close();
  });

  it('has its picture taken', async () => {
    const { page } = await open(pictured, '', { viewport: { width: 1180, height: 1400 } });
    const path = process.env.REPORT_SCREENSHOT ?? join(folder, 'report.png');
    const picture = await page.screenshot({ path });
    expect(picture.length).toBeGreaterThan(20_000);
    expect(picture.length).toBeLessThan(400_000);
    await page.close();
  });
});

/** Each of its own cause, and of its own operation from time to time. */
function separate(count: number): TrafficReport['findings'] {
  return Array.from({ length: count }, (_, index) => {
    const name = `property_${index}`;
    return {
      ...eipId,
      operation: `ShowThing${Math.floor(index / 50)}`,
      fingerprint: `f${index}`,
      name,
      pattern: `/${name}`,
      message: `undocumented property "${name}"`,
    };
  });
}

/** What README shows: one endpoint, what is new, what is known, and the three sides. */
const pictured: TrafficReport = {
  ...canonical,
  counts: {
    recordings: 1,
    exchanges: 46,
    clean: 44,
    withFindings: 2,
    unchecked: 0,
    errors: 0,
    warnings: 1,
    known: 1,
  },
  findings: canonical.findings
    .filter(({ code }) => code === 'property-undocumented')
    .map((finding) => ({ ...finding, occurrences: 2, outOf: 40, firstSeen: '2026-09-01T00:00:00Z' })),
  unchecked: [],
  stale: [],
  matrix: (canonical.matrix ?? []).map((matrix) => ({
    ...matrix,
    rows: matrix.rows.map((row, index) => ({
      ...row,
      traffic: { observed: [40, 2, 40, 37, 3, 40][index] ?? 0, outOf: 40 },
    })),
  })),
  coverage: {
    operations: { declared: 1, observed: 1 },
    statuses: { declared: 5, observed: 2 },
    byOperation: canonical.coverage.byOperation.slice(2),
  },
};
