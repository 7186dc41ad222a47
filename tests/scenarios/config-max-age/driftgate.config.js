export default { contract: 'openapi.yaml', maxAge: 7 };
