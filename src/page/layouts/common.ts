// Words of reference pages that many vendors share, in English and Chinese: columns, marks of requiredness, labels, limits.
// No page is read by it alone, since it knows no heading; a vendor's layout extends it.
import { type Layout, words } from '../layout.ts';

export const common: Layout = {
  name: 'common',
  requestLine: '^(?<method>GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)(?:\\s+|(?=/))(?<path>\\S+)',
  methodLabels: ['method', '请求方法', '方法', 'http method', 'http方法'],
  pathLabels: ['path', 'uri', 'url', '路径', '请求路径', '请求uri', '请求url'],
  columns: {
    name: words(
      '参数 | 参数名 | 参数名称 | 名称 | 属性 | 字段 | 字段名 | 字段名称 | parameter | parameters',
      'parameter name | param | name | attribute | field | 键 | 键名',
    ),
    required: words(
      '是否必选 | 是否为必选 | 必选 | 是否必须 | 是否为必须 | 必须 | 是否必填 | 是否为必填 | 必填',
      'mandatory | required | mandatory/optional',
    ),
    optional: ['是否可选', '可选'],
    type: words(
      '参数类型 | 类型 | 数据类型 | 字段类型 | 值类型 | 数据结构说明 | type | parameter type | data type',
    ),
    description: words(
      '描述 | 说明 | 参数说明 | 参数描述 | 参数解释 | 字段说明 | 字段描述 | 含义 | description | remarks',
    ),
    default: ['缺省值', '默认值', 'default', 'default value'],
    in: ['参数位置', '位置', 'location', 'position', 'in'],
    status: words(
      '状态码 | 返回码 | 响应码 | 返回值 | 正常 | status code | status codes | code | returned value',
      'return code',
    ),
    method: words(
      '请求方法 | 方法 | http方法 | http请求方法 | http/https请求方法 | method | http method',
      'request method',
    ),
    uri: ['uri', '请求uri', 'url', 'path'],
    other: ['备注', '示例', '示例值', 'example', 'example value'],
  },
  required: words('是 | 必选 | 必须 | 必填 | yes | y | true | required | mandatory | m | √ | ✓ | ✔ | ✅'),
  optional: words(
    '否 | 可选 | 非必选 | 非必填 | 非必须 | 选填 | 不必选 | no | n | false | optional | o | × | ✗ | ✘ | ❌',
  ),
  conditional: ['conditional', 'conditionally required', '条件必选'],
  nameMark: '\\s*[*†‡]+|\\s+\\[\\d+\\]',
  nameIndent: '[└├│─»›→↳>]|\\u00a0\\u00a0|-\\s+(?=\\S)',
  caption: '^(?:表|table)\\s*(?<number>[\\d-]+)\\s*(?<title>.*)$',
  locations: {
    formData: 'form\\s*-?data|表单',
    body: 'body|消息体',
    header: 'headers?|消息头',
    query: 'query|查询|查询检索',
    path: 'path|路径',
  },
  locationCells: {
    uri: '^url$',
    path: 'path|路径|uri',
    query: 'query|查询',
    header: 'header|消息头',
    formData: 'form|表单',
    body: 'body|消息体',
  },
  plainCaption:
    '^(?:(?:uri|url|request uri)(?:格式|中)?的?)?(?:参数说明|参数)$|^(?:request |response )?(?:message )?(?:uri )?parameters?(?: description)?$|^(?:请求|响应|返回)(?:消息|样例|体)?的?(?:中的)?(?:参数|要素|字段)(?:说明|列表|信息)?$',
  statusMarks: [
    '^(?:(?:http)?状态码|返回码|响应码|返回值|status codes?)(?:为)?\\s*[:：]?\\s*(?<status>[1-5](?:\\d\\d|xx)|default)\\s*(?:时|时返回)?\\s*[:：]?$',
    '^(?<status>[1-5]\\d\\d)\\s*[:：–—-]\\s*\\p{L}.{0,60}$',
    '^(?:http/\\d(?:\\.\\d)?\\s+)?(?<status>[1-5]\\d\\d)(?:\\s+(?:ok|created|accepted|no content|bad request|unauthorized|forbidden|not found|conflict|internal server error|service unavailable))?$',
    '^.{0,30}[（(]\\s*(?<status>[1-5]\\d\\d)(?:\\s+[a-z ]+)?\\s*[)）]$',
  ],
  requestLabel:
    '^.{0,20}请求.{0,4}(?:样例|示例|例子|格式)|^请求(?:url)?[:：]?$|^.{0,20}\\brequest.{0,10}\\bexamples?|^.{0,20}\\bsample.{0,12}\\brequests?\\b|^(?:an )?example requests?|^request(?: body)?[:：]?$',
  responseLabel:
    '^.{0,20}(?:响应|返回).{0,4}(?:样例|示例|例子|格式)|^响应[:：]?$|^.{0,20}\\bresponse.{0,10}\\bexamples?|^.{0,20}\\bsample.{0,20}\\bresponses?\\b|^(?:an )?example responses?|^response(?: body)?[:：]?$',
  failureLabel:
    '^.{0,12}(?:异常|失败|错误)(?:时|时返回|返回|响应|要素|消息|样例|示例|的|体)|^(?:error|failure|failed)(?: (?:response|result|example|case)s?)*$|^错误$|^异常$|如报错',
  enumLabels: words(
    '枚举值 | enumeration values | enumeration value | enumerated values | enumerated value | enum values',
    'enum',
  ),
  enumGloss: '\\s*[:：(（]|\\s+[-–—]+\\s+|[，,。]\\s*',
  limits: {
    default: ['缺省值', '默认值', 'default', 'default value'],
    minimum: ['最小值', 'minimum', 'minimum value'],
    maximum: ['最大值', 'maximum', 'maximum value'],
    minLength: ['最小长度', 'minimum length', 'min length'],
    maxLength: ['最大长度', 'maximum length', 'max length'],
  },
  notes: {
    'not-supported':
      '暂不支持|\\bnot supported (?:yet|currently|now)\\b|\\b(?:currently|temporarily) not supported\\b|^not supported\\b|\\bnot supported$',
    deprecated:
      '废弃|待下线|\\bdeprecated\\b|\\bto be discarded\\b|\\bto be taken offline\\b|\\bwill be removed in (?:the|a) future\\b',
    reserved: '预留|保留字段|保留参数|(?<!\\bvalues\\b.{0,40})\\breserved\\b(?! instances?\\b)',
  },
  none: ['无', 'none', 'n/a', '-', '--', '不涉及'],
  wholeBody: '^[-–—]+$',
  anyItem: '^\\[?_?\\[?数组(?:元素)?\\]?_?\\]?$|^\\[(?:array|item|element|[\\w.]+ objects?)\\]$',
  anyKey: '^\\{.+\\}$|^key_val$|^(?:用户)?自定义(?:key|键)?$',
};
