export default {
  contract: 'openapi.yaml',
  rules: {
    'property-undocumented': {
      operations: { getThingg: 'off' },
    },
  },
};
