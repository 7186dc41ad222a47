// `node scripts/oasdiff.ts FOLDER`: oasdiff's own tests as an oracle for `driftgate diff`. FOLDER is a checkout of its repository. Each test that compares two
// documents of data/checker as they are, and says which ids are found, is a case; docs/diff.md has the numbers and why the rest differs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadContract } from '../src/contract/load.ts';
import { contractChanges } from '../src/diff/compare-operations.ts';
import { sideOf } from '../src/diff/side.ts';
import type { Level } from '../src/model.ts';

type Case = {
  readonly test: string;
  readonly old: string;
  readonly now: string;
  readonly ids: readonly string[];
};

/** What their ids are called here: the first row that fits an id says which codes count. */
const names: readonly (readonly [id: RegExp, code: RegExp])[] = [
  [/content-(media|encoding|schema)/, /format|condition/],
  [/media-type-removed/, /media-type-removed|body-removed/],
  [/media-type-added/, /media-type-added/],
  [/media-type/, /media-type/],
  [/security/, /security/],
  [/(success|non-success)-status/, /status/],
  [/header.*(removed|became-optional)/, /header/],
  [/^api-(path-)?removed|endpoint-added/, /operation/],
  [/operation-id/, /operation-id/],
  [/deprecated|reactivated|sunset|stability/, /deprecated/],
  [/discriminator/, /discriminator|branch|enum|required|property/],
  [/(one|any|all)-of|list-of-types/, /branch|type|property|enum|null|limit|format/],
  [/write-only|read-only/, /property|required/],
  [/default-value/, /default/],
  [/enum|const/, /enum|type/],
  [/nullable|null/, /null|type/],
  [/format|type-changed|type-generalized|type-specialized/, /type|format|limit|null/],
  [
    /pattern-propert|additional-properties|unevaluated-properties|property-names/,
    /properties|condition|property|type/,
  ],
  [/dependent|if|then|else|contains|not|content|unevaluated/, /condition|type/],
  [/pattern/, /pattern/],
  [/prefix-items/, /type|condition|limit|enum/],
  [/max|min|unique|multiple/, /limit/],
  [/required|optional/, /required|optional|property|parameter|body/],
  [/property/, /property/],
  [/parameter/, /parameter/],
  [/body/, /body/],
];

const RANK: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };
const LEVELS: Readonly<Record<string, Level>> = { ERR: 'error', WARN: 'warning', INFO: 'note' };

function casesIn(folder: string): readonly Case[] {
  const checker = join(folder, 'checker');
  return readdirSync(checker)
    .filter((file) => file.endsWith('_test.go'))
    .sort()
    .flatMap((file) =>
      readFileSync(join(checker, file), 'utf8')
        .split(/^func (?=Test)/m)
        .slice(1),
    )
    .flatMap((text) => {
      const [body = ''] = text.split('\n}\n', 1);
      const opened = [...body.matchAll(/\b(s\d)\s*,\s*err\s*:?=\s*open\("\.\.\/(data\/checker\/[^"]+)"\)/g)];
      const [old, now, ...others] = opened.map(([, , path = '']) => join(folder, path));
      // A document that the test changes afterwards is on no disk.
      if (
        old === undefined ||
        now === undefined ||
        old === now ||
        others.length > 0 ||
        /\bs\d\.Spec\b/.test(body)
      )
        return [];
      const said = body
        .split('\n')
        .filter((line) => !/not ?contain|false\(|empty\(/i.test(line))
        .join('\n');
      const ids = [...said.matchAll(/\bchecker\.(\w+Id)\b|\bId:\s+"([^"]+)"/g)].map(
        ([, constant, id]) => constant ?? id ?? '',
      );
      return [{ test: /^\w+/.exec(body)?.[0] ?? '', old, now, ids: [...new Set(ids)] }];
    });
}

/** By the name of its constant: the id, and how much it weighs. */
function idsIn(folder: string): ReadonlyMap<string, { readonly id: string; readonly level: Level }> {
  const checker = join(folder, 'checker');
  const sources = readdirSync(checker)
    .filter((file) => file.endsWith('.go') && !file.endsWith('_test.go'))
    .map((file) => readFileSync(join(checker, file), 'utf8'));
  const all = sources.join('\n');
  const levels = new Map(
    [...all.matchAll(/newBackwardCompatibilityRule\((\w+),\s*(ERR|WARN|INFO)/g)].map(
      ([, name = '', level = '']) => [name, level],
    ),
  );
  return new Map(
    [...all.matchAll(/^\s*(\w+Id)\s*=\s*"([^"]+)"/gm)].map(([, name = '', id = '']) => [
      name,
      { id, level: LEVELS[levels.get(name) ?? ''] ?? 'note' },
    ]),
  );
}

type Told = { readonly level: Level; readonly code: string };

async function told({ old, now }: Case): Promise<readonly Told[]> {
  const [left, right] = await Promise.all([loadContract(old), loadContract(now)]);
  return contractChanges({ old: sideOf(left), now: sideOf(right) });
}

/** Agreed: an error or warning on both sides, or on none. */
function verdict(
  id: string,
  level: Level,
  changes: readonly Told[],
): 'agrees' | 'under another code' | 'milder here' | 'stricter here' | 'not told' {
  const [, code] = names.find(([name]) => name.test(id)) ?? [];
  const other = /^(request|new)/.test(id) ? '-response-' : /^response/.test(id) ? '-request-' : undefined;
  const levels = changes
    .filter((change) => code?.test(change.code) && !(other && change.code.includes(other)))
    .map((change) => RANK[change.level]);
  const isOther = changes.some(
    (change) => change.level !== 'note' && !(other && change.code.includes(other)),
  );
  if (levels.length === 0) return isOther && level !== 'note' ? 'under another code' : 'not told';
  const isBreaking = Math.min(...levels) < RANK.note;
  if (isBreaking === RANK[level] < RANK.note) return 'agrees';
  return isBreaking ? 'stricter here' : 'milder here';
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('give the folder of a checkout of oasdiff');
const ids = idsIn(folder);
const rows: { readonly id: string; readonly level: Level; readonly how: string; readonly test: string }[] =
  [];
const silent: string[] = [];
for (const each of casesIn(folder)) {
  const changes = await told(each);
  if (each.ids.length === 0 && changes.some(({ level }) => level !== 'note'))
    silent.push(
      `${each.test}: ${[...new Set(changes.filter(({ level }) => level !== 'note').map(({ code, level }) => `${level} ${code}`))].join(', ')}`,
    );
  for (const name of each.ids) {
    const { id, level } = ids.get(name) ?? { id: name, level: 'note' as const };
    rows.push({ id, level, how: verdict(id, level, changes), test: each.test });
  }
}
for (const isBreaking of [true, false]) {
  const some = rows.filter(({ level }) => (level === 'note') !== isBreaking);
  const counts = Object.entries(Object.groupBy(some, ({ how }) => how)).map(
    ([how, list = []]) => `${list.length} ${how}`,
  );
  console.log(
    `${isBreaking ? 'breaking' : 'not breaking'} for oasdiff: ${some.length} expectations of ${new Set(some.map(({ id }) => id)).size} ids: ${counts.join(', ')}`,
  );
  for (const { id, how, test } of some) if (how !== 'agrees') console.log(`  ${how}: ${id} (${test})`);
}
console.log(`oasdiff finds nothing, and we an error or warning: ${silent.length}`);
for (const line of silent) console.log(`  ${line}`);
