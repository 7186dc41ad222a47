// Alibaba Cloud's pages: one operation a page, called by its name at one address unless the page has a request line. Rows
// of inner objects follow their owner, marked by corners or not at all; values are listed without bold.
import { type Layout, words } from '../layout.ts';

export const aliyun: Layout = {
  name: 'aliyun',
  extends: 'common',
  requestDefault: 'GET /',
  operationId: 'title',
  repeatedHeadings: true,
  headings: {
    uri: ['请求语法', '请求路径', 'request syntax', 'request path'],
    request: words(
      '请求参数 | 请求头 | 请求体 | request parameters | request headers | request body | requestbody',
    ),
    response: words(
      '返回数据 | 返回参数 | 响应参数 | response parameters | returned data | response elements',
      'return parameters',
    ),
    examples: ['示例', 'examples', 'example', 'sample'],
    statuses: ['错误码', 'error codes', 'error code'],
  },
  columns: {
    status: ['httpcode', 'http code', 'http status code', 'http状态码'],
  },
  nameIndent: '[└├│─\\u00a0]',
  nestingBySample: true,
  enumLabels: ['取值范围', '取值', '可能值', 'valid values', 'possible values', 'optional values'],
  plainEnumValues: true,
};
