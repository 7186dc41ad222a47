#!/usr/bin/env node
// Before anything else the version: no static import, so that an old Node gets a message and not a syntax error.
const required = [22, 20] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

const [only, ...rest] = process.argv.slice(2);
const isOld = major < required[0] || (major === required[0] && minor < required[1]);

// Which version this is can be said on any Node, and is the first thing that is asked when it does not run.
if (isOld && rest.length === 0 && (only === '--version' || only === '-V')) {
  const { version } = await import('./package.ts');
  process.stdout.write(`${version()}\n`);
  process.exit(0);
}

if (isOld) {
  process.stderr.write(
    `driftgate needs Node >= ${required.join('.')}; this is ${process.versions.node}\n  fix: run it with a newer Node, or npm install --save-dev node\n`,
  );
  process.exit(2);
}

const { enableCompileCache } = process.getBuiltinModule('node:module');
// Where Node itself keeps it: not told so, it loads node:os to find out, a hundredth of its own start.
const { TMPDIR, TMP, TEMP } = process.env;
const temporary = process.platform === 'win32' ? undefined : TMPDIR || TMP || TEMP || '/tmp';
enableCompileCache(temporary && `${temporary}/node-compile-cache`);

const { runProcess } = await import('./process.ts');
await runProcess(process.argv.slice(2));
