export default {
  contract: 'openapi.yaml',
  recordings: ['clean.ndjson'],
  rules: {
    'property-undocumentd': 'error',
  },
};
