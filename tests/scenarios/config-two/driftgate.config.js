export default {
  contract: 'openapi.yaml',
  recordings: ['drift.*', 'clean.ndjson'],
  exclude: ['*.har'],
  baseline: 'baseline.json',
  allow: ['operation-undocumented: GET /health'],
};
