// driftgate/apig: the generated contract of Huawei Cloud APIG for applications; runs wherever ES modules do and imports nothing.

import { contract as compiled } from '../generated/apig/contract.js';
import type { WatchedContract } from '../runtime/received.ts';
import * as ShowDetailsOfInstanceV2 from './show-details-of-instance-v2.ts';

/** The whole contract, for `driftgate/runtime`; what explains a drift is loaded when there is one. */
const contract: WatchedContract = /* @__PURE__ */ Object.assign(
  { detail: async () => (await import('../generated/apig/detail.js')).detail },
  compiled,
);

export { contract, ShowDetailsOfInstanceV2 };
