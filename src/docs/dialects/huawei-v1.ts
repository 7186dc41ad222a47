import type { Dialect } from '../dialect.ts';
export const huaweiV1: Dialect = {
  name: 'huawei-v1',
  headings: [['请求消息'], ['响应消息']],
  recognises: () => false,
  read: () => {
    throw new Error('x');
  },
};
