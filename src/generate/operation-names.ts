// What the module of an operation is called: as a file on every system, and as what an application imports.
import { freeName } from '../lib/free-name.ts';
import type { CompiledOperation } from '../model.ts';

export type OperationName = {
  /** A JavaScript identifier: the operationId where it is one. */
  readonly name: string;
  /** Without extension: `get-account`. */
  readonly file: string;
};

/** What the module of every operation exports beside `operation` and types. */
export const MEMBERS: readonly string[] = ['is', 'check', 'responses'];

/** What that of a response that is a sequence of items exports too. */
export const ITEM_MEMBERS: readonly string[] = ['isItem', 'checkItem', 'items'];

export function hasItems(operation: CompiledOperation | undefined): boolean {
  const contents = (operation?.responses ?? []).flatMap(({ content }) => content);
  return contents.some(({ items }) => items?.one !== undefined);
}

/** Of all operations of a contract, so that a part of it gets the same names. */
export function operationNames(operations: readonly CompiledOperation[]): readonly OperationName[] {
  const names = distinct((name) => name, '');
  // File systems that ignore case compare more than ASCII, and some decompose letters.
  const files = distinct((file) => file.normalize('NFKD').toUpperCase().toLowerCase(), '-');
  return operations.map((operation) => ({
    name: names(identifierOf(operation.id, hasItems(operation) ? [...ITEM_MEMBERS, 'Item'] : [])),
    file: files(fileOf(operation.id)),
  }));
}

/** Of texts that come out the same, the later ones get the first number that is free. */
function distinct(keyOf: (text: string) => string, separator: string): (text: string) => string {
  const taken = new Set<string>();
  return (text) => {
    const free = freeName(text, (name) => taken.has(keyOf(name)), separator);
    taken.add(keyOf(free));
    return free;
  };
}

const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

/** `exported`: by the module itself, beside what every module exports. */
function identifierOf(id: string, exported: readonly string[]): string {
  const [first = '', ...rest] = wordsOf(id);
  const camel = first.slice(0, 1).toLowerCase() + first.slice(1) + rest.map(capitalised).join('');
  const name = IDENTIFIER.test(id) ? id : IDENTIFIER.test(camel) ? camel : `operation${capitalised(camel)}`;
  return RESERVED.has(name) || exported.includes(name) || !IDENTIFIER.test(name)
    ? `${IDENTIFIER.test(name) ? name : ''}Operation`
    : name;
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function wordsOf(text: string): readonly string[] {
  return text.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/** https://tc39.es/ecma262/#prod-ReservedWord, what strict mode and modules add, what the index exports itself, and what `exports` can't hold. */
const RESERVED = new Set([
  ...MEMBERS,
  ...(
    'arguments await break case catch class const continue contract debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public return static ' +
    'super switch this throw true try typeof undefined var void while with yield operation is Body Operation ' +
    '__proto__ __esModule'
  ).split(' '),
]);

/** Of the 255 octets that a file name may have, a number and an extension need some. */
const MOST_OCTETS = 200;

/** Not as a file on Windows, whatever the extension: https://learn.microsoft.com/windows/win32/fileio/naming-a-file. */
const DEVICES = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/;

/** Words in lower case, joined by hyphens: `getAccountV2` is `get-account-v2`. */
function fileOf(id: string): string {
  const words = wordsOf(
    id
      .normalize('NFC')
      .replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1-$2')
      .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1-$2'),
  );
  const whole = words.join('-').toLowerCase() || 'operation';
  let file = whole;
  while (Buffer.byteLength(file) > MOST_OCTETS) file = [...file].slice(0, -1).join('');
  return DEVICES.test(file) ? `${file}-operation` : file;
}
