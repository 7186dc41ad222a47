// Names that are not taken yet.

/** The name itself or, where it is taken, the name with the first number from 2 on that is free. */
export function freeName(wanted: string, isTaken: (name: string) => boolean, separator = ''): string {
  let name = wanted;
  for (let count = 2; isTaken(name); count++) name = `${wanted}${separator}${count}`;
  return name;
}
