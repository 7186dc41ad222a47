// Huawei Cloud's pages. The second generation has a section for each part, bodies by status and models linked by anchors;
// the first has one request and one response message, and names a nested table by its caption, or by its place.
import { type Layout, words } from '../layout.ts';

export const huaweiV2: Layout = {
  name: 'huawei-v2',
  extends: 'common',
  headings: {
    uri: words(
      'uri | url | 请求uri | 请求url | 接口uri | 请求路径 | 请求方式 | 请求地址 | uri格式 | uri参数',
      'request uri | endpoint',
    ),
    request: words(
      '请求参数 | Request Parameters | request parameter | 请求参数说明 | 输入参数 | 入参 | body parameters',
      'request fields',
    ),
    response: words(
      '响应参数 | Response Parameters | response parameter | 响应参数说明 | 返回参数说明 | 输出参数 | 出参',
      'response fields',
    ),
    requestExamples: words(
      '请求示例 | 请求样例 | example requests | example request | request example | request examples',
    ),
    responseExamples: words(
      '响应示例 | 响应样例 | 返回示例 | example responses | example response | response example',
      'response examples',
    ),
    examples: ['示例', '样例', 'example', 'examples'],
    statuses: words(
      '状态码 | 返回码 | 响应码 | 返回值 | 响应状态码 | 返回状态码 | 状态码说明 | http状态码 | status codes',
      'http status codes | http status code | response codes | status code | returned values',
      'returned value | return codes',
    ),
  },
};

export const huaweiV1: Layout = {
  name: 'huawei-v1',
  extends: 'huawei-v2',
  headings: {
    request: words(
      '请求消息 | Request Message | 请求 | 请求体 | 请求消息体 | 请求内容 | request messages | request',
      'request body',
    ),
    response: words(
      '响应消息 | Response Message | 响应 | 响应体 | 响应消息体 | 响应内容 | 返回内容 | 返回体 | 返回参数',
      '返回消息 | 返回结果 | 正常响应 | response messages | response body | response | responses',
    ),
  },
};
