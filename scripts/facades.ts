// A chunk that only hands on what another one exports costs a file to find and to open. Whoever imports it is pointed to where its exports
// are: at another chunk, or at what the importing chunk has itself.

type Chunk = { readonly fileName: string; code: string };

/** Pairs of a name as it is seen from outside and as it is called inside. */
type Names = readonly (readonly [outer: string, inner: string])[];

/** `names`: what it exports, and what its target calls that. */
type Facade = { readonly fileName: string; readonly target: string; readonly names: Names };

/** The files that nobody imports any more. */
export function withoutFacades(chunks: readonly Chunk[]): readonly string[] {
  const facades = new Map(chunks.flatMap((chunk) => facadeOf(chunk) ?? []).map((one) => [one.fileName, one]));
  for (const chunk of chunks) chunk.code = pointedElsewhere(chunk, facades);
  return [...facades.keys()].filter((name) => !chunks.some(({ code }) => code.includes(`"./${name}"`)));
}

function facadeOf({ code, fileName }: Chunk): Facade | undefined {
  const [, imported, target, exported] =
    /^import\s*\{([^{}]*)\}\s*from\s*["'`]\.\/([^"'`]+)["'`];?\s*export\s*\{([^{}]*)\};?\s*$/.exec(code) ??
    [];
  if (imported === undefined || target === undefined || exported === undefined) return undefined;
  const inTarget = new Map(namesIn(imported).map(([theirs, own]) => [own, theirs]));
  return {
    fileName,
    target,
    names: namesIn(exported).map(([inner, outer]) => [outer, inTarget.get(inner) ?? inner]),
  };
}

/** `a as b,c`: what stands first and what it becomes. */
function namesIn(list: string): Names {
  return list.split(',').map((name) => {
    const [first = '', second = first] = name.trim().split(/\s+as\s+/);
    return [first, second];
  });
}

function pointedElsewhere({ code, fileName }: Chunk, facades: ReadonlyMap<string, Facade>): string {
  const own = new Set<Facade>();
  const pointed = code.replaceAll(/import\(["'`]\.\/([^"'`]+)["'`]\)/g, (call, name: string) => {
    const facade = facades.get(name);
    if (facade === undefined) return call;
    if (facade.target !== fileName)
      return facade.names.every(([outer, inner]) => outer === inner) ? `import("./${facade.target}")` : call;
    own.add(facade);
    return `Promise.resolve(${nameOf(facade)}())`;
  });
  return [...own].map((facade) => insideOf(facade, exportsOf(code))).join('') + pointed;
}

/** Its exports as a function of the chunk that has them, out of sight of whatever is called the same where it is imported. */
function insideOf(facade: Facade, locals: ReadonlyMap<string, string>): string {
  const names = facade.names.map(([outer, inner]) => `${outer}:${locals.get(inner) ?? inner}`);
  return `function ${nameOf(facade)}(){return{${names.join(',')}}}`;
}

function nameOf({ fileName }: Facade): string {
  return `$${fileName.replaceAll(/\W/g, '$')}`;
}

/** What a chunk exports, and what it calls that itself. */
function exportsOf(code: string): ReadonlyMap<string, string> {
  const list = /export\s*\{([^{}]*)\};?\s*$/.exec(code)?.[1] ?? '';
  return new Map(namesIn(list).map(([local, name]) => [name, local]));
}
