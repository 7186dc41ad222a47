// The floors: what simplicity may cost and no more. Each is measured against something that runs beside it, so that the machine cancels out.

export type Floor = {
  readonly name: string;
  /** undefined: this run did not measure it. */
  readonly measured: number | undefined;
  readonly unit?: string;
} & ({ readonly most: number } | { readonly least: number });

export function floorsTable(floors: readonly Floor[]): string {
  const rows = floors.map(
    (floor) => `| ${floor.name} | ${amount(floor)} | ${bound(floor)} | ${verdict(floor)} |\n`,
  );
  return `| floor | measured | bound | |\n| --- | ---: | ---: | --- |\n${rows.join('')}`;
}

function amount({ measured, unit }: Floor): string {
  return measured === undefined ? '' : inUnit(measured, unit);
}

function bound(floor: Floor): string {
  return 'most' in floor
    ? `at most ${inUnit(floor.most, floor.unit)}`
    : `at least ${inUnit(floor.least, floor.unit)}`;
}

function inUnit(number: number, unit: string | undefined): string {
  return unit === undefined
    ? String(Number(number.toFixed(3)))
    : `${Math.round(number).toLocaleString('en')} ${unit}`;
}

function verdict(floor: Floor): string {
  const { measured } = floor;
  if (measured === undefined) return 'not measured: npm run bench:full';
  const isMet = 'most' in floor ? measured <= floor.most : measured >= floor.least;
  return isMet ? 'ok' : 'NOT MET';
}
