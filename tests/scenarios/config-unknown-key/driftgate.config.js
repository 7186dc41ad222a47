export default {
  contract: 'openapi.yaml',
  recordings: ['drift.*', 'clean.ndjson'],
  exclude: ['*.har'],
  basline: 'baseline.json',
  allow: ['operation-undocumented: GET /health'],
};
