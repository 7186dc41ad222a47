#!/usr/bin/env bash
# As somebody who has never seen this: the packed tarball in an empty project, the first finding in three commands, then TypeScript 7.
# By hand, since it asks the package registry: bash scripts/try-as-user.sh [folder of a newer node's bin]
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

cd "$root"
tarball="$folder/$(npm pack --silent --pack-destination "$folder" | tail -n 1)"
project="$folder/project"
mkdir "$project"
cd "$project"
export PATH="${1:-$root/node_modules/.bin}:$PATH"

echo "== npm init, npm install, npx driftgate init"
npm init -y >/dev/null
npm install --save-dev --silent --no-audit --no-fund "$tarball"
npx --no-install driftgate init

echo "== npx driftgate check, without a network"
npm_config_offline=true npx --no-install driftgate check | tee check.txt
grep -q 'property-undocumented' check.txt
grep -q '^passed: ' check.txt
npm run --silent drift >/dev/null

echo "== the action of the package"
test -f node_modules/driftgate/action.yml

echo "== TypeScript 7 beside it"
npm install --save-dev --silent --no-audit --no-fund typescript@7
cat > use.mts <<'SOURCE'
import { defineConfig, type Config } from 'driftgate';
import { ShowDetailsOfInstanceV2 } from 'driftgate/apig';
import { watch } from 'driftgate/runtime';

const body: unknown = { status: 'Running' };
if (!ShowDetailsOfInstanceV2.is(200, body)) throw new Error('not an instance');
const status: 'Running' | string | undefined = body.status;
const config: Config = defineConfig({ contract: 'openapi/contract.yaml' });
// @ts-expect-error: no such key
defineConfig({ contracts: 'openapi/contract.yaml' });
console.log(status, config.contract, typeof watch);
SOURCE
npx --no-install tsc --version
npx --no-install tsc --noEmit --strict --exactOptionalPropertyTypes --module nodenext --target es2024 use.mts
node use.mts
npx --no-install driftgate --version

echo "== a project of modules in TypeScript: config and generated code type-check"
mkdir "$folder/modules"
cd "$folder/modules"
echo '{"name":"modules","type":"module"}' > package.json
echo '{"compilerOptions":{"module":"nodenext","target":"es2024","strict":true,"exactOptionalPropertyTypes":true,"noEmit":true}}' > tsconfig.json
npm install --save-dev --silent --no-audit --no-fund "$tarball" typescript@7
npx --no-install driftgate init >/dev/null
npm run --silent drift:generate
npm run --silent drift
cat > src/use.ts <<'SOURCE'
import { watch } from 'driftgate/runtime';
import { contract } from './generated/contract.js';
import type { components } from './generated/types.js';

export const book: components['schemas']['Book'] = { id: 'b-1', title: 'Drift', state: 'lent' };
export const watched: typeof fetch = watch(fetch, {
  ...contract,
  detail: async () => (await import('./generated/detail.js')).detail,
});
SOURCE
npx --no-install tsc -p .
echo "== all of it works"
