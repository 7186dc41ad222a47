import type { Config } from './src/config.ts';

export default {
  contract: 'openapi/apig.yaml',
  lint: 'strict',
  compiled: 'src/generated/apig/contract.js',
  recordings: ['tests/recordings/*.har', 'tests/recordings/nock/*.json'],
  baseline: 'driftgate.baseline.json',
  typesFrom: '../../model.js',
  runtimeFrom: '../../runtime/index.ts',
} satisfies Config;
