// Plain JavaScript on purpose: it has to run on the old Node that it complains about.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 20)) {
  console.error(`node ${process.versions.node} runs this script; driftgate needs 22.20 or newer
  why: the repository brings its own Node as the devDependency "node"; its install script did not run
  fix: npm rebuild node --foreground-scripts, then run the command again`);
  process.exit(2);
}
