import { expect, it } from 'vitest';
import { reporters } from '../../../src/report/reporters.ts';
import { plainOptions, renderAs, renders } from './all.ts';
import { canonical, clean, nothingChecked, ofPages, sinceReview } from './canonical-report.ts';

const folder = '../../snapshots/reporters';

it.each(reporters)('$name renders the canonical report', async ({ name, extension }) => {
  await expect(renderAs(name, canonical)).toMatchFileSnapshot(`${folder}/${name}.${extension}`);
});

it.each(reporters)('$name renders an empty and a clean report', async ({ name, extension }) => {
  const both = `${renderAs(name, nothingChecked)}\n--- clean ---\n${renderAs(name, clean)}`;
  await expect(both).toMatchFileSnapshot(`${folder}/${name}-nothing-and-clean.${extension}`);
});

it.each(reporters)('$name renders reports on pages', async ({ name, extension }) => {
  const both = `${renderAs(name, ofPages)}\n--- since the review ---\n${renderAs(name, sinceReview)}`;
  await expect(both).toMatchFileSnapshot(`${folder}/${name}-pages.${extension}`);
});

it.each(reporters)('$name says the same whatever the terminal, and twice', ({ name }) => {
  const options = { ...plainOptions, width: 40, color: true, verbosity: 'verbose' } as const;
  if (name !== 'text') expect(renders.get(name)?.(canonical, options)).toBe(renderAs(name, canonical));
  expect(renderAs(name, structuredClone(canonical))).toBe(renderAs(name, canonical));
  expect(renderAs(name, canonical)).toMatch(/[^\n]\n$/);
});
