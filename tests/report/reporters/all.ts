import type { Report } from '../../../src/model.ts';
import type { RenderOptions } from '../../../src/report/reporter.ts';
import { reporters } from '../../../src/report/reporters.ts';
import { ofConfig } from '../../../src/report/way-out.ts';

export const plainOptions: RenderOptions = {
  width: Number.POSITIVE_INFINITY,
  color: false,
  verbosity: 'normal',
  rerun: ofConfig,
};

/** Each reporter's render by name. */
export const renders: ReadonlyMap<string, (report: Report, options?: RenderOptions) => string> = new Map(
  await Promise.all(
    reporters.map(async (reporter) => {
      const { render } = await reporter.load();
      return [reporter.name, (report: Report, options = plainOptions) => render(report, options)] as const;
    }),
  ),
);

export function renderAs(name: string, report: Report): string {
  const render = renders.get(name);
  if (render === undefined) throw new Error(`no reporter ${name}`);
  return render(report);
}
