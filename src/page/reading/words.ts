// The words by which the layouts are recognised, Chinese and English. Compared after `normal`.

/** Without colons at the end, marks of emphasis and case; white space is one space. */
export function normal(text: string): string {
  return text
    .replace(/[\s:：。.]+$/u, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

export type SectionKind =
  | 'uri'
  | 'requestParameters'
  | 'responseParameters'
  | 'requestMessage'
  | 'responseMessage'
  | 'requestExamples'
  | 'responseExamples'
  | 'examples'
  | 'statusCodes';

export const sectionWords: Readonly<Record<SectionKind, readonly string[]>> = {
  uri: ['uri', '请求uri', 'uri格式', 'uri参数', 'request uri'],
  requestParameters: ['请求参数', 'request parameters', 'request parameter'],
  responseParameters: ['响应参数', 'response parameters', 'response parameter'],
  requestMessage: ['请求消息', 'request message', 'request messages', 'request'],
  responseMessage: ['响应消息', 'response message', 'response messages', 'response'],
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
  statusCodes: [
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
};

export type ColumnRole = 'name' | 'required' | 'type' | 'description' | 'in';

export const columnWords: Readonly<Record<ColumnRole, readonly string[]>> = {
  name: [
    '参数',
    '参数名',
    '参数名称',
    '名称',
    '属性',
    '字段',
    '字段名',
    'parameter',
    'parameters',
    'parameter name',
    'name',
    'attribute',
    'field',
  ],
  required: [
    '是否必选',
    '必选',
    '是否必须',
    '必须',
    '是否必填',
    '必填',
    'mandatory',
    'required',
    'mandatory/optional',
  ],
  type: ['参数类型', '类型', '数据类型', '字段类型', 'type', 'parameter type', 'data type'],
  description: ['描述', '说明', '参数说明', '参数描述', '字段说明', '含义', 'description', 'remarks'],
  in: ['参数位置', '位置', 'location', 'position', 'in'],
};

export const statusColumnWords: readonly string[] = [
  '状态码',
  '返回码',
  '响应码',
  '返回值',
  '正常',
  'status code',
  'status codes',
  'code',
  'returned value',
  'return code',
];
export const methodColumnWords: readonly string[] = [
  '请求方法',
  '方法',
  'http方法',
  'http请求方法',
  'http/https请求方法',
  'method',
  'http method',
  'request method',
];
export const uriColumnWords: readonly string[] = ['uri', '请求uri', 'url', 'path'];

/** `是` and its like mean required; a condition ("if type is 2") does not: not every request needs it. */
export const requiredWords: readonly string[] = [
  '是',
  '必选',
  '必须',
  '必填',
  'yes',
  'y',
  'true',
  'required',
  'mandatory',
  'm',
];

export const enumWords: readonly string[] = [
  '枚举值',
  'enumeration values',
  'enumeration value',
  'enumerated values',
  'enumerated value',
  'enum values',
  'enum',
];

export const limitWords: Readonly<
  Record<'default' | 'minimum' | 'maximum' | 'minLength' | 'maxLength', readonly string[]>
> = {
  default: ['缺省值', '默认值', 'default', 'default value'],
  minimum: ['最小值', 'minimum', 'minimum value'],
  maximum: ['最大值', 'maximum', 'maximum value'],
  minLength: ['最小长度', 'minimum length', 'min length'],
  maxLength: ['最大长度', 'maximum length', 'max length'],
};

/** In the order in which the facts list them. */
export const noteWords: readonly { readonly note: string; readonly words: RegExp }[] = [
  {
    note: 'not-supported',
    words:
      /暂不支持|\bnot supported (?:yet|currently|now)\b|\b(?:currently|temporarily) not supported\b|^not supported\b|\bnot supported$/i,
  },
  { note: 'deprecated', words: /废弃|待下线|\bdeprecated\b|\bto be discarded\b|\bto be taken offline\b/i },
  { note: 'reserved', words: /预留|保留字段|保留参数|\breserved\b/i },
];

export const noneWords: readonly string[] = ['无', '无。', 'none', 'n/a', '-', '--'];
