export default { contract: 'lamps.yaml', documented: 'vendor.yaml', recordings: ['none'] };
