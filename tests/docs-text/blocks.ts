// The fenced blocks of the documents, with what is to be done with each.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Block = {
  readonly file: string;
  /** Of the fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
};

export const root: string = join(import.meta.dirname, '../..');

export const documents: readonly string[] = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .sort(),
];

export function blocksOf(file: string): readonly Block[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/^( *)```(.*)\n([\s\S]*?)^\1```$/gm)].map((match) => {
    const [, indent = '', language = '', body = ''] = match;
    return {
      file,
      line: text.slice(0, match.index).split('\n').length,
      language,
      text: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    };
  });
}

export const blocks: readonly Block[] = documents.flatMap(blocksOf);

/** `driftgate check x   # exit 1`, without `npx --no-install`, its words as a shell reads them. */
export type Line = {
  readonly words: readonly string[];
  readonly exit: number;
  readonly stdin: string | undefined;
};

export function shellLine(line: string): Line {
  const [, command = line, exit = '0'] = /^(.*?)\s*(?:# exit (\d+))?$/.exec(line) ?? [];
  const [, fed, rest = command] = /^echo '([^']*)' \| (.*)$/.exec(command) ?? [];
  const words = [...rest.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  return {
    words: words[0] === 'npx' ? words.slice(words[1] === '--no-install' ? 2 : 1) : words,
    exit: Number(exit),
    stdin: fed === undefined ? undefined : `${fed}\n`,
  };
}

/** `// driftgate.config.ts` as the first line names the file that a block is. */
export function fileNameOf({ text }: Block): string | undefined {
  return /^(?:\/\/|#) ([\w./-]+\.\w+)\n/.exec(text)?.[1];
}
