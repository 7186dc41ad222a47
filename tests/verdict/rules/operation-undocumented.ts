import { bodyContract, json } from '../compiled.ts';
import type { RuleTable } from '../rule-table.ts';

export const table: RuleTable = {
  contract: bodyContract({ type: 'object', properties: { a: { type: 'string' } } }),
  fails: [
    [
      'another path',
      { method: 'get', url: 'https://h/nowhere?q=1', body: json({}) },
      'operation-undocumented',
    ],
    ['another method', { method: 'POST', body: json({}) }, 'operation-undocumented'],
    ['its body is not judged', { url: '/nowhere', body: json({ x: 1 }) }, 'operation-undocumented'],
  ],
  passes: [
    ['a declared operation', { body: json({}) }],
    ['a query says nothing', { url: '/?x=1', body: json({}) }],
  ],
  ignores: [
    ['an undocumented status', { status: 500, body: json({}) }, 'status-undocumented'],
    ['drift in the body', { body: json({ a: 1 }) }, 'type-mismatch /a'],
  ],
  issue: {
    code: 'operation-undocumented',
    pointer: '',
    message: 'GET /nowhere matches no operation',
  },
};
