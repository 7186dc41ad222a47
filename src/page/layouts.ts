// The layouts of the package. To add one: a file in layouts/ (data only), a line here, a page of our own wording in the tests.
import type { Layout } from './layout.ts';
import { aliyun } from './layouts/aliyun.ts';
import { binance } from './layouts/binance.ts';
import { common } from './layouts/common.ts';
import { discord } from './layouts/discord.ts';
import { gitlab } from './layouts/gitlab.ts';
import { huaweiV1, huaweiV2 } from './layouts/huawei.ts';
import { onedrive } from './layouts/onedrive.ts';

export const layouts: readonly Layout[] = [
  huaweiV2,
  huaweiV1,
  onedrive,
  aliyun,
  gitlab,
  binance,
  discord,
  common,
];
