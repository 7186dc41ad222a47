export default {
  contract: 'openapi.yaml',
  minCoverage: { operations: 50, statuses: 60 },
};
