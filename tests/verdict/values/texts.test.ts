// What encoded texts can mean once decoded, and how a delimiter splits them.
import { describe, expect, test } from 'vitest';
import { decodings, formPairs, pairsOf, splits, type Where } from '../../../src/verdict/values/texts.ts';

describe('the decodings of a text', () => {
  test.each<[Where, string, ...string[]]>([
    ['query', 'a%20b', 'a b'],
    ['query', 'a+b', 'a b', 'a+b'],
    ['query', '%zz', '%zz'],
    ['query', ' a ', ' a '],
    ['querystring', 'a+b', 'a b', 'a+b'],
    ['path', 'a+b%2F"', 'a+b/"'],
    ['form', 'a+%2B', 'a +'],
    ['part', ' a+%20 ', ' a+%20 '],
    ['verbatim', ' "a%20" ', '"a%20"'],
    ['header', ' \ta \t', 'a'],
    ['header', ' \t ', ''],
    ['header', 'a+b', 'a+b'],
    ['header', '"a"', '"a"'],
    ['header', 'a%20b', 'a%20b', 'a b'],
    ['header', '%zz', '%zz'],
    ['cookie', ' a ', 'a'],
    ['cookie', ' "a" ', '"a"', 'a'],
    ['cookie', '"a%20b"', '"a%20b"', '"a b"', 'a%20b'],
    ['cookie', '""', '""', ''],
    ['cookie', '"', '"'],
    ['cookie', '"a', '"a'],
    ['cookie', 'a"', 'a"'],
  ])('in %s: %j', (where, raw, ...texts) => {
    expect(decodings(raw, where)).toEqual(texts);
  });
});

describe('the pairs', () => {
  test('of a form', () => {
    expect(formPairs('a+b=c+d&%41=x=%31&flag& &=nameless&%zz=1')).toEqual([
      { name: 'a b', raw: 'c+d' },
      { name: 'A', raw: 'x=%31' },
      { name: 'flag', raw: '' },
      { name: '', raw: 'nameless' },
      { name: '%zz', raw: '1' },
    ]);
  });

  test('of a Cookie field', () => {
    expect(pairsOf('a=1; b ;', ';', (name) => name.trim())).toEqual([
      { name: 'a', raw: '1' },
      { name: 'b', raw: '' },
    ]);
  });
});

describe('the pieces of a text', () => {
  test.each<[Where, delimiter: string, raw: string, ...pieces: string[][]]>([
    ['query', ',', '1,2', ['1', '2']],
    ['query', ',', '1', ['1']],
    ['query', ',', '', [''], []],
    ['query', ',', '1%2C2', ['1%2C2'], ['1', '2']],
    ['query', ',', '1%2C2,3', ['1%2C2', '3'], ['1', '2', '3']],
    ['query', ',', 'a+b%2Cc', ['a+b%2Cc'], ['a%20b', 'c'], ['a%2Bb', 'c']],
    ['path', ',', 'R=1%2CG=%26', ['R=1%2CG=%26'], ['R=1', 'G=%26']],
    ['path', ',', 'a%2C\ud800', ['a%2C\ud800'], ['a', '%EF%BF%BD']],
    ['query', ',', '1,,2', ['1', '', '2']],
    ['header', ',', '1, 2', ['1', ' 2']],
    ['header', ',', '1, ,2,', ['1', ' ', '2', ''], ['1', '2']],
    ['header', ',', '"1,2"', ['"1', '2"']],
    ['cookie', ',', '"1,2"', ['"1', '2"'], ['1', '2']],
    ['cookie', ',', ' "1" ', [' "1" '], ['1']],
    ['query', '|', 'a|b', ['a', 'b'], ['a%7Cb']],
    ['path', '.', '1.2.3', ['1', '2', '3'], ['1.2', '3'], ['1', '2.3'], ['1.2.3']],
    ['path', '.', '1', ['1']],
    ['path', '.', '1.2.3.4.5.6.7.8.9', ['1', '2', '3', '4', '5', '6', '7', '8', '9']],
  ])('in %s, by %s: %j', (where, delimiter, raw, ...pieces) => {
    expect(splits(raw, delimiter, where)).toEqual(pieces);
  });

  test('eight by a dot are still grouped', () => {
    expect(splits('1.2.3.4.5.6.7.8', '.', 'path')).toHaveLength(128);
  });
});
