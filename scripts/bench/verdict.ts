// What a verdict costs, as ratios within one process. Prints a Markdown table.
import { createValueExplainer } from '../../src/verdict/explain.ts';
import type { Floor } from './floors.ts';
import { type Contender, type Measured, measure } from './measure.ts';
import { peers } from './peers.ts';
import { body, drifted, subject, text } from './subject.ts';

export async function benchVerdict(): Promise<readonly Floor[]> {
  const { content, detail, ajvClosed, ajvClosedAllErrors } = await subject();
  if (!content.strict(body) || !ajvClosed(body) || ajvClosedAllErrors(drifted))
    throw new Error('the contenders disagree');
  const explain = createValueExplainer(detail);
  const contenders: readonly Contender[] = [
    { name: 'JSON.parse of the text', run: () => JSON.parse(text) },
    { name: 'ajv, additionalProperties: false', run: () => ajvClosed(body) },
    { name: 'driftgate, strict verdict', run: () => content.strict(body) },
    { name: 'ajv, allErrors, two undocumented', run: () => ajvClosedAllErrors(drifted) },
    {
      name: 'driftgate, two undocumented explained',
      run: () => explain(content, drifted),
    },
    ...(await peers()),
  ];
  const measured = measure(contenders);
  const of = (index: number): number => measured[index]?.nanoseconds ?? Number.NaN;
  const row = ({ name, nanoseconds }: Measured): string => {
    const share = (base: number): string => (nanoseconds / base).toFixed(3);
    return `| ${name} | ${nanoseconds.toFixed(0)} | ${share(of(0))} | ${share(of(1))} |`;
  };
  console.log('| a body of 30 properties | ns | of JSON.parse | of ajv closed |\n|---|---:|---:|---:|');
  for (const one of measured) console.log(row(one));
  return [{ name: 'strict verdict, of ajv closed', measured: of(2) / of(1), most: 0.25 }];
}
