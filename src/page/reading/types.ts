// The type column's words: `Array of X objects`, `Map<String,X>`, `Array<Array<X>>`, `[]String`.

/** Types whose value has parts that a table may describe. */
export function isContainer(type: string): boolean {
  return /object|map|array|list|dict|json|struct|collection|hash|字典|数组|列表|对象|结构|\[\]/i.test(type);
}

/** How many arrays and maps stand around the innermost type: one `*` in the pointer for each. */
export function containerLevels(type: string): number {
  let rest = type.trim();
  for (let levels = 0; ; levels++) {
    const inner = innerType(rest);
    if (inner === undefined) return levels;
    rest = inner;
  }
}

/** The type of the items or values, '' where it is not named, undefined for what is no array and no map. */
export function innerType(type: string): string | undefined {
  const arrayOf = /^\??(?:array|list) of (.+)$/i.exec(type);
  if (arrayOf !== null) return singular(arrayOf[1] ?? '');
  const map =
    /^\??(?:map|dict)\s*<[^,<>]*,(.*)>$/i.exec(type) ?? /^map\s*\[\w*\]\s*(?:of )?(.+)$/i.exec(type);
  // The Object of `Map<String, Object>` is Java's: any value.
  if (map !== null) return map[1]?.trim().replace(/^object$/i, '');
  const generic = /^(?:json)?(?:array|list|set|map|collection)\s*[<[(](.*)[>\])](?: objects?)?$/i.exec(type);
  if (generic !== null) return generic[1]?.trim();
  const java = /^(.+)\[\]$/.exec(type);
  if (java !== null) return java[1]?.trim();
  const go = /^\[\]\s*(.+)$/.exec(type) ?? /^\[(\w+)\]$/.exec(type);
  if (go !== null) return go[1];
  return /^(?:array|list|set|jsonarray|.*数组|.*列表(?:类型)?(?:数据结构)?|list data structure|.* array)$/i.test(
    type,
  )
    ? ''
    : undefined;
}

/** `strings` -> `String`, `arrays` -> `Array`, `X objects` -> `X object`. */
function singular(text: string): string {
  const name = text.trim().replace(/^(.*[^s\s])s$/i, '$1');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A word for one text, number or truth value. */
export function isScalar(type: string): boolean {
  return /^(?:string|integer|number|boolean)$/.test(jsonKind(type) ?? '');
}

/** `Array of strings`, `Map<String,Integer>`: nothing below them has a table. */
export function holdsScalars(type: string): boolean {
  const inner = innerType(type);
  return inner !== undefined && inner !== '' && (isScalar(inner) || holdsScalars(inner));
}

/** Says that nothing is inside; a string may hold JSON that a table describes. */
export function isPlainScalar(type: string): boolean {
  return (isScalar(type) && jsonKind(type) !== 'string') || holdsScalars(type);
}

export type JsonKind = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';

const kinds: readonly (readonly [JsonKind, RegExp])[] = [
  [
    'array',
    /^(?:array|list|set|jsonarray|collection)\b|\barray$|^\[\w*\]|\[\]$|数组$|列表(?:类型)?(?:数据结构)?$/i,
  ],
  ['object', /^(?:map|object|dict|hash)\b|\sobjects?$|^(?:对象|字典)$|结构体?$/i],
  ['string', /^\*?(?:string|char|uuid)(?:\s*\(.*\))?$|^(?:字符串|字符型)$/i],
  ['integer', /^\*?(?:integer|int|long|int32|int64|short|interger)(?:\s*\(.*\))?$|^(?:整型|整数|长整型)$/i],
  ['number', /^\*?(?:number|float|double|decimal|bigdecimal)(?:\s*\(.*\))?$|^浮点型$/i],
  ['boolean', /^\*?(?:boolean|bool)$|^布尔(?:型|值)?$/i],
];

/**
 * What a JSON value of this type must be; undefined where the word says nothing (`File`, `Timestamp`) or leaves a choice
 * (`integer or string`). `?string` is a string or null.
 */
export function jsonKind(type: string): JsonKind | undefined {
  const word = type.trim().replace(/^\?/, '');
  return /\sor\s|\S\/\S|\|/i.test(word) ? undefined : kinds.find(([, words]) => words.test(word))?.[0];
}
