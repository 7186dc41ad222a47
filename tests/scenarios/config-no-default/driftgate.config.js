export const config = { contract: 'openapi.yaml' };
