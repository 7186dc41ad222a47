export default { contract: 'openapi.yaml', recordings: ['drift.ndjson'], baseline: 'driftgate.baseline.json' };
