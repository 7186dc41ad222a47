// driftgate/apig: the generated contract of Huawei Cloud APIG for applications; runs wherever ES modules do and imports nothing.
import * as ShowDetailsOfInstanceV2 from './apig/show-details-of-instance-v2.ts';

export { ShowDetailsOfInstanceV2 };
