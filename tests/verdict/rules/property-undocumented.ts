import { bodyContract } from '../compiled.ts';
import { body, bodyText, type RuleTable } from '../rule-table.ts';

export const table: RuleTable = {
  contract: bodyContract({
    type: 'object',
    properties: {
      id: { type: 'string' },
      inner: { type: 'object', properties: { a: { type: 'string' } } },
      free: { type: 'object' },
      map: { type: 'object', additionalProperties: { type: 'integer' } },
    },
  }),
  fails: [
    ['a name that is not declared', body({ id: '', eip_id: 'x' }), 'property-undocumented /eip_id'],
    ['inside', body({ inner: { b: 1 } }), 'property-undocumented /inner/b'],
    ['the topmost name only', body({ x: { y: 1 } }), 'property-undocumented /x'],
    ['an empty name', body({ '': 1 }), 'property-undocumented /'],
    ['a lone surrogate in a name', bodyText('{"\\udc00":1}'), 'property-undocumented /\udc00'],
    ['a name of Object.prototype', bodyText('{"__proto__":1}'), 'property-undocumented /__proto__'],
  ],
  passes: [
    ['declared names', body({ id: '', inner: { a: '' } })],
    ['any name in a bare object', body({ free: { x: 1 } })],
    ['any name of a map', body({ map: { x: 1 } })],
  ],
  ignores: [
    ['a value of another type', body({ id: 1 }), 'type-mismatch /id'],
    ['a body that is no object', body([]), 'type-mismatch'],
  ],
  issue: {
    code: 'property-undocumented',
    pointer: '/eip_id',
    name: 'eip_id',
    message: 'undocumented property "eip_id"',
    expected: 'no property of this name',
    received: 'string "a"',
    declaredAt: 'response',
  },
};
