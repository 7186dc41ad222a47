export default {
  contract: 'openapi.yaml',
  recordings: ['drift.*', 'clean.ndjson'],
  exclude: ['*.har'],
  allow: ['operation-undocumented: GET /health'],
};
