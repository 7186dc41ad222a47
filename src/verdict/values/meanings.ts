// What one text can stand for.

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What a text can stand for, of these types (none: any), the narrowest first. */
export function meaningsOf(text: string, types: readonly string[]): unknown[] {
  const isAny = types.length === 0;
  const isNumeric = isAny || types.includes('number') || types.includes('integer');
  const isBoolean = text === 'true' || text === 'false';
  return [
    ...(isNumeric && NUMBER.test(text) ? numbers(text) : []),
    ...(isBoolean && (isAny || types.includes('boolean')) ? [text === 'true'] : []),
    ...(text === '' && (isAny || types.includes('null')) ? [null] : []),
    ...(isAny || types.includes('string') ? [text] : []),
  ];
}

/** The strict schema refuses integers that JSON readers round. Text does not round, so a safe one of the same sign stands for them. */
function numbers(text: string): number[] {
  const value = Number(text);
  const isRounded = !Number.isSafeInteger(value) && /^-?\d{1,19}$/.test(text) && isInt64(BigInt(text));
  return isRounded ? [value, Math.sign(value) * Number.MAX_SAFE_INTEGER] : [value];
}

function isInt64(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}
