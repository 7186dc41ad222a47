export default { contract: 'openapi.yaml', compiled: 'gen/contract.js' };
