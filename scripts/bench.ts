// npm run bench: what a verdict costs, as ratios within one process. Prints a Markdown table.
import { stdout } from 'node:process';
import { explainValue } from '../src/schema/explain.ts';
import { type Contender, type Measured, measure } from './bench/measure.ts';
import { peers } from './bench/peers.ts';
import { body, drifted, subject, text } from './bench/subject.ts';

const { content, detail, ajvClosed, ajvClosedAllErrors } = await subject();
if (!content.strict(body) || !ajvClosed(body) || ajvClosedAllErrors(drifted))
  throw new Error('the contenders disagree');

const contenders: readonly Contender[] = [
  { name: 'JSON.parse of the text', run: () => JSON.parse(text) },
  { name: 'ajv, additionalProperties: false', run: () => ajvClosed(body) },
  { name: 'driftgate, strict verdict', run: () => content.strict(body) },
  { name: 'ajv, allErrors, two undocumented', run: () => ajvClosedAllErrors(drifted) },
  {
    name: 'driftgate, two undocumented explained',
    run: () => explainValue(detail, content.schema ?? '', drifted),
  },
  ...(await peers()),
];

const measured = measure(contenders);
const of = (index: number): number => measured[index]?.nanoseconds ?? Number.NaN;

function row({ name, nanoseconds }: Measured): string {
  const share = (base: number): string => (nanoseconds / base).toFixed(3);
  return `| ${name} | ${nanoseconds.toFixed(0)} | ${share(of(0))} | ${share(of(1))} |\n`;
}

stdout.write('| a body of 30 properties | ns | of JSON.parse | of ajv closed |\n|---|---|---|---|\n');
for (const one of measured) stdout.write(row(one));
stdout.write(
  `\nstrict verdict: ${(of(2) / of(1)).toFixed(3)} of ajv closed (bar 0.25), ${((100 * of(2)) / of(0)).toFixed(1)} % of JSON.parse (bar 5 %); explained: ${(of(4) / of(3)).toFixed(2)} of ajv allErrors (bar 2)\n`,
);
