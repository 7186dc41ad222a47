// Every response of a service: the same fetch, which also tells each drift once. It never throws and holds no value of a response.
import { contract } from 'driftgate/apig';
import { watch } from 'driftgate/runtime';

const watched = watch(fetch, contract, {
  onDrift: ({ level, operation, status, pointer, code }) =>
    console.log(`${level}: ${operation} ${status} ${pointer} [${code}]`),
  sample: 1,
});

const endpoint = process.env.APIG_ENDPOINT ?? 'https://apig.cn-north-4.myhuaweicloud.com';
for (let time = 0; time < 3; time++) {
  const response = await watched(new URL('/v2/my-project/apigw/instances/my-instance', endpoint));
  console.log(response.status, Object.keys((await response.json()) as object).join(' '));
}
