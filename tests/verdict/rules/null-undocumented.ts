import { bodyContract } from '../compiled.ts';
import { body, type RuleTable } from '../rule-table.ts';

export const table: RuleTable = {
  contract: bodyContract({
    type: 'object',
    properties: { text: { type: 'string' }, nullable: { type: ['string', 'null'] }, any: {} },
  }),
  fails: [
    ['null for a string', body({ text: null }), 'null-undocumented /text'],
    ['null for the whole body', body(null), 'null-undocumented'],
  ],
  passes: [
    ['null where it is declared', body({ nullable: null })],
    ['null where any value is right', body({ any: null })],
  ],
  ignores: [
    ['another wrong type', body({ text: 0 }), 'type-mismatch /text'],
    ['null under a name that is not declared', body({ x: null }), 'property-undocumented /x'],
  ],
  issue: {
    code: 'null-undocumented',
    pointer: '/text',
    message: '"/text" is null, declared as string',
    expected: 'string',
    received: 'null',
    declaredAt: 'response/properties/text/type',
  },
};
