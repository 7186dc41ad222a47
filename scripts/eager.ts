// V8 compiles a function when it is first called; Node's compile cache keeps what was compiled before anything was called. A function
// in parentheses is compiled with what is around it, and is kept with it: here those that a run called.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseAst } from 'rolldown/parseAst';
import { Visitor } from 'rolldown/utils';

type Range = { readonly start: number; readonly end: number };
type Statements = ReturnType<typeof parseAst>['body'];
type Visits = Required<ConstructorParameters<typeof Visitor>[0]>;
type FunctionNode = Parameters<
  Visits['FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression']
>[0];

/** Runs the command in the folder and marks what it calls of a module. */
export function compileCalledAhead(file: string, command: readonly string[], folder: string): void {
  const run = (more: NodeJS.ProcessEnv): void =>
    void spawnSync(process.execPath, command, { cwd: folder, env: { ...process.env, ...more } });
  // What a first run keeps for the next ones is no part of them.
  run({});
  const called = calledIn(file, (coverage) => run({ NODE_V8_COVERAGE: coverage }));
  if (called.size === 0) throw new Error(`${command.join(' ')} calls nothing in ${file}`);
  writeFileSync(file, eager(readFileSync(file, 'utf8'), called));
}

/** Where the functions start that were called. */
function calledIn(file: string, run: (coverage: string) => void): ReadonlySet<number> {
  const folder = mkdtempSync(join(tmpdir(), 'called-'));
  try {
    run(folder);
    const scripts = readdirSync(folder).flatMap((name) => coverageIn(join(folder, name)));
    const functions = scripts
      .filter(({ url }) => url === pathToFileURL(file).href)
      .flatMap((script) => script.functions);
    return new Set(
      functions.flatMap(({ ranges: [whole] }) =>
        whole !== undefined && whole.count > 0 ? [whole.startOffset] : [],
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type ScriptCoverage = {
  readonly url: string;
  readonly functions: readonly {
    readonly ranges: readonly { readonly startOffset: number; readonly count: number }[];
  }[];
};

function coverageIn(file: string): readonly ScriptCoverage[] {
  return JSON.parse(readFileSync(file, 'utf8')).result;
}

/** What a module or a function declares stands first in it then, which is where it was hoisted to. */
export function eager(code: string, called: ReadonlySet<number>): string {
  const edits: Edit[] = [];
  const enclose = ({ start, end }: Range): void => {
    if (called.has(start)) edits.push({ start, end: start, text: '(' }, { start: end, end, text: ')' });
  };
  const hoist = (at: number, statements: Statements): void => {
    const declared = statements.flatMap((node) =>
      node.type === 'FunctionDeclaration' && node.id !== null && called.has(node.start)
        ? [{ name: node.id.name, start: node.start, end: node.end }]
        : [],
    );
    if (declared.length === 0) return;
    edits.push({ start: at, end: at, declared });
    for (const { start, end } of declared) edits.push({ start, end, text: '' });
  };
  const inside = ({ body }: FunctionNode): void => {
    if (body?.type === 'BlockStatement') hoist(body.start + 1, body.body);
  };
  const program = parseAst(code);
  hoist(0, program.body);
  new Visitor({
    FunctionDeclaration: inside,
    ArrowFunctionExpression: (node) => {
      enclose(node);
      inside(node);
    },
    FunctionExpression: (node) => {
      // That of a method starts with its parameters.
      if (code[node.start] !== '(') enclose(node);
      inside(node);
    },
  }).visit(program);
  return edited(
    code,
    edits.sort((a, b) => a.start - b.start),
    { start: 0, end: code.length },
  );
}

/** What comes instead of the range: a text, or functions that are declared elsewhere. */
type Declared = Range & { readonly name: string };
type Edit = Range & ({ readonly text: string } | { readonly declared: readonly Declared[] });

/** Of edits inside of the range, the outer one before those in what it takes away. */
function edited(code: string, edits: readonly Edit[], { start, end }: Range): string {
  let text = '';
  let at = start;
  for (const edit of edits) {
    if (edit.start < at) continue;
    text += code.slice(at, edit.start);
    text += 'text' in edit ? edit.text : declarations(code, edits, edit.declared);
    at = edit.end;
  }
  return text + code.slice(at, end);
}

function declarations(code: string, edits: readonly Edit[], declared: readonly Declared[]): string {
  const functions = declared.map((one) => {
    const inner = edits.filter(({ start, end }) => start > one.start && end <= one.end);
    return `${one.name}=(${edited(code, inner, one)})`;
  });
  return `var ${functions.join(',')};`;
}
