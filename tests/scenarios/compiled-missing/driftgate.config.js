export default { compiled: 'gen/contract.js' };
