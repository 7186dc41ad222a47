#!/usr/bin/env node
// Before anything else the version: no static import, so that an old Node gets a message and not a syntax error.
const required = [22, 20] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < required[0] || (major === required[0] && minor < required[1])) {
  process.stderr.write(
    `driftgate needs Node >= ${required.join('.')}; this is ${process.versions.node}\n  fix: run it with a newer Node, or npm install --save-dev node\n`,
  );
  process.exit(2);
}

const { enableCompileCache } = process.getBuiltinModule('node:module');
enableCompileCache();

const { runProcess } = await import('./process.ts');
process.exitCode = await runProcess(process.argv.slice(2));
