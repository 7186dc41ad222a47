// What openapi-typescript is made of. Its own entry brings a linter and a bundler along that a document which is bundled and linted already
// has no use for: they take twice the time of the types.
declare module 'openapi-typescript/dist/lib/ts.mjs' {
  export { astToString } from 'openapi-typescript';
}
declare module 'openapi-typescript/dist/lib/utils.mjs' {
  export { resolveRef, scanDiscriminators } from 'openapi-typescript';
}
declare module 'openapi-typescript/dist/transform/index.mjs' {
  // biome-ignore lint/style/noDefaultExport: as it is there
  export { transformSchema as default } from 'openapi-typescript';
}
