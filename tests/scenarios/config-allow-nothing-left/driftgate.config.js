export default {
  contract: 'openapi.yaml',
  allow: ['operation-undocumented: GET /*'],
};
