// The layouts of the package. To add one: a file in layouts/ (data only), a line here, a page of our own wording in the tests.
import type { Layout } from './layout.ts';
import { huaweiV1, huaweiV2 } from './layouts/huawei.ts';

export const layouts: readonly Layout[] = [huaweiV2, huaweiV1];
