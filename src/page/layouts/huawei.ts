// Huawei Cloud's pages. The second generation has a section for each part, bodies by status and models linked by anchors;
// the first has one request and one response message, and names a nested table by its caption, or by its place.
import type { Layout } from '../layout.ts';

export const huaweiV2: Layout = {
  name: 'huawei-v2',
  extends: 'common',
  headings: {
    uri: ['uri', '请求uri', 'uri格式', 'uri参数', 'request uri'],
    request: ['请求参数', 'Request Parameters', 'request parameter'],
    response: ['响应参数', 'Response Parameters', 'response parameter'],
    requestExamples: [
      '请求示例',
      '请求样例',
      'example requests',
      'example request',
      'request example',
      'request examples',
    ],
    responseExamples: [
      '响应示例',
      '响应样例',
      '返回示例',
      'example responses',
      'example response',
      'response example',
      'response examples',
    ],
    examples: ['示例', '样例', 'example', 'examples'],
    statuses: [
      '状态码',
      '返回码',
      '响应码',
      '返回值',
      'status codes',
      'status code',
      'returned values',
      'returned value',
      'return codes',
    ],
  },
};

export const huaweiV1: Layout = {
  name: 'huawei-v1',
  extends: 'huawei-v2',
  headings: {
    request: ['请求消息', 'Request Message', '请求', 'request messages', 'request'],
    response: [
      '响应消息',
      'Response Message',
      '响应',
      '返回参数',
      '返回消息',
      '返回结果',
      '正常响应',
      'response messages',
      'response',
      'responses',
    ],
  },
};
