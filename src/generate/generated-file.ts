export type GeneratedFile = { readonly path: string; readonly text: string };
