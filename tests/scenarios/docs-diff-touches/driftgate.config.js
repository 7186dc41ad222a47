export default { contract: 'openapi.yaml', compiled: 'gen/contract.js', recordings: ['drift.ndjson'] };
