export default { contract: 'openapi.yaml', recordings: ['drift.ndjson'], baseline: 'baseline.json' };
