// The layouts that are read. To add one: a file beside these, a line here, a page of our own wording in the tests.
import type { Dialect } from './dialect.ts';
import { huaweiV1 } from './layouts/huawei-v1.ts';
import { huaweiV2 } from './layouts/huawei-v2.ts';

export const dialects: readonly Dialect[] = [huaweiV2, huaweiV1];
