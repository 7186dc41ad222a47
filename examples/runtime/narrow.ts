// One response, by hand: `is` gives the body its type, `check` says what the vendor changed.
import { ShowDetailsOfInstanceV2 } from 'driftgate/apig';

const endpoint = process.env.APIG_ENDPOINT ?? 'https://apig.cn-north-4.myhuaweicloud.com';
const response = await fetch(new URL('/v2/my-project/apigw/instances/my-instance', endpoint), {
  headers: { 'X-Auth-Token': process.env.APIG_TOKEN ?? '' },
});
const body: unknown = await response.json();

if (ShowDetailsOfInstanceV2.is(200, body)) console.log(`${body.instance_name} is ${body.status}`);

for (const { level, code, message } of ShowDetailsOfInstanceV2.check(response.status, body))
  console.log(`${level}: ${message} [${code}]`);
