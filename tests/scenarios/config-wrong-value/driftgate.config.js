export default {
  contract: 'openapi.yaml',
  failOn: 'errors',
  recordings: ['drift.*', 'clean.ndjson'],
  exclude: ['*.har'],
  baseline: 'baseline.json',
  allow: ['operation-undocumented: GET /health'],
};
