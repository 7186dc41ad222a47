export default {
  contract: 'openapi.yaml',
  rules: {
    'property-undocumented': { level: 'error', operations: { getThing: 'warning' } },
    'type-mismatch': { pointers: { '/*/size': 'off' } },
    'enum-value-undocumented': 'off',
  },
};
