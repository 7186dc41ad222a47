import type { RequestRule, RuleWords } from '../rule.ts';

export const requestParameterUndocumented: RequestRule = {
  kind: 'request',
  code: 'request-parameter-undocumented',
  level: 'warning',
  find: ({ parameters }) =>
    parameters
      .filter(({ defect }) => defect === 'undocumented')
      .map(({ in: where, name, declaredAt }) => ({
        code: 'request-parameter-undocumented',
        pointer: '',
        name: `${where} ${name}`,
        message: `undocumented ${where} parameter "${name}"`,
        declaredAt,
      })),
};

export const requestParameterUndocumentedWords: RuleWords = {
  meaning: 'a query parameter that the operation does not declare',
  explanation:
    'With --requests: the client sends a query parameter that the contract does not know. Properties of an exploded or deep object are known by their own names, and an exploded object that allows further properties may take any name. The service may ignore the parameter, or the contract has a gap.',
  example: 'undocumented query parameter "page"',
  fix: 'declare the parameter, or stop sending it',
  elsewhere: { oasdiff: 'request-parameter-removed', Optic: 'UnmatchedRequestParameter' },
};
