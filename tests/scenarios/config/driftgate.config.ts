type Shape = { contract: string; recordings: string[] };
export default {
  contract: 'openapi.yaml',
  recordings: ['drift.*', 'clean.ndjson'],
  exclude: ['*.har'],
  baseline: 'baseline.json',
  allow: ['operation-undocumented: GET /health'],
} satisfies Shape & Record<string, unknown>;
