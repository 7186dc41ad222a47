// SVG with presentation attributes only: the page's policy forbids style attributes.
import { html, type Markup } from './markup.ts';

export type Slice = { readonly kind: string; readonly count: number; readonly label: string };

/** A stacked bar; its text alternative lists the slices. */
export function stackedBar(slices: readonly Slice[]): Markup {
  const total = slices.reduce((sum, { count }) => sum + count, 0);
  const text = slices.map(({ count, label }) => `${count} ${label}`).join(', ');
  let left = 0;
  const rects = slices.map(({ kind, count }) => {
    const x = left;
    left += percent(count, total);
    return html`<rect class="${kind}" x="${round(x)}%" width="${round(percent(count, total))}%" height="100%"/>`;
  });
  return html`<svg class="bar" role="img" aria-label="${text}">${rects}</svg>`;
}

/** How often among how many. The number stands beside it in text, so it is decoration. */
export function presenceBar(observed: number, outOf: number): Markup {
  const width = round(Math.min(100, percent(observed, outOf)));
  return html`<svg class="presence" aria-hidden="true"><rect class="track" width="100%" height="100%" rx="3"/><rect class="fill" width="${width}%" height="100%" rx="3"/></svg>`;
}

/** A ring filled by observed / declared, with the share in the middle. */
export function ring(observed: number, declared: number, label: string): Markup {
  const share = round(percent(observed, declared));
  return html`<svg class="ring" viewBox="0 0 42 42" role="img" aria-label="${label}: ${observed} of ${declared} observed"><circle class="track" cx="21" cy="21" r="15.9155" fill="none" stroke-width="5"/><circle class="fill" cx="21" cy="21" r="15.9155" fill="none" stroke-width="5" stroke-dasharray="${share} 100" transform="rotate(-90 21 21)"/><text x="21" y="21" text-anchor="middle" dominant-baseline="central">${Math.floor(share)}%</text></svg>`;
}

/** When a finding was seen within the span of all findings; times in milliseconds. */
export function timeline(first: number, last: number, span: readonly [number, number]): Markup {
  const length = span[1] - span[0];
  const at = (time: number): number => (length === 0 ? 50 : 2 + 96 * ((time - span[0]) / length));
  const [from, to] = [round(at(first)), round(at(last))];
  return html`<svg class="timeline" aria-hidden="true"><line class="track" x1="2%" x2="98%" y1="50%" y2="50%"/><line class="fill" x1="${from}%" x2="${to}%" y1="50%" y2="50%"/><circle class="fill" cx="${from}%" cy="50%" r="4"/><circle class="fill" cx="${to}%" cy="50%" r="4"/></svg>`;
}

/** Three sides that overlap. */
export const logo: Markup = html`<svg class="logo" viewBox="0 0 48 48" aria-hidden="true"><circle class="page" cx="24" cy="17" r="13"/><circle class="contract" cx="17" cy="30" r="13"/><circle class="traffic" cx="31" cy="30" r="13"/></svg>`;

function percent(count: number, total: number): number {
  return total > 0 ? (100 * count) / total : 0;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
