import { placeholdersIn } from '../request-lines.ts';
import { aboutAddress, type DocsRule } from '../rule.ts';

export const docsPathParameterUndocumented: DocsRule = {
  code: 'docs-path-parameter-undocumented',
  level: 'warning',
  meaning: 'the path has a placeholder that no table has',
  explanation:
    'Often the row is there under a misspelled name, or as a parameter of the query; nothing then says what to write into the path.',
  example: 'the path has {job_id}, the table has "job_idd"',
  fix: 'report it to the vendor; the path is what the service routes by',
  find: ({ facts }) =>
    placeholdersIn(facts.path)
      .filter((name) => !facts.parameters.some((each) => each.in === 'path' && each.name === name))
      .map((name) =>
        aboutAddress(
          `path ${name}`,
          `the path has {${name}}, no table of path parameters has it`,
          ['path'],
          [],
        ),
      ),
};
