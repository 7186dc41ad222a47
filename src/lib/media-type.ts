// Media types in one spelling (RFC 9110 section 8.3.1).

/** Type and subtype in lower case, without parameters; undefined where the text is no media type. */
export function essenceOf(contentType: string): string | undefined {
  const end = contentType.indexOf(';');
  const essence = (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
  return ESSENCE.test(essence) ? essence : undefined;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9a-z-]+";
const ESSENCE = new RegExp(`^${TOKEN}/${TOKEN}$`);
/** RFC 9110 section 5.6.6: a parameter, whose value is a token or a quoted string. */
const PARAMETER = new RegExp(`;\\s*(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]*))`, 'gi');

export type Parameters = readonly (readonly [name: string, value: string])[];

/** The parameters of any field value, in their order; names in lower case. */
function parametersIn(value: string): Parameters {
  return [...value.matchAll(PARAMETER)].map(([, name = '', quoted, token = '']) => [
    name.toLowerCase(),
    quoted?.replaceAll(/\\(.)/g, '$1') ?? token,
  ]);
}

/** The charset parameter in lower case (RFC 9110 section 8.3.2), or undefined. Event streams are UTF-8 whatever it says (HTML section 9.2.5). */
export function charsetOf(contentType: string): string | undefined {
  if (essenceOf(contentType) === 'text/event-stream') return undefined;
  return parameterOf(contentType, 'charset')?.toLowerCase() || undefined;
}

export function isJson(essence: string): boolean {
  if (essence === 'application/json' || essence === 'text/json') return true;
  return essence.endsWith('+json') && framingOf(essence) === undefined;
}

/** The first parameter of this name, which is in lower case. */
export function parameterOf(value: string, name: string): string | undefined {
  return parametersIn(value).find(([key]) => key === name)?.[1];
}

/** How the items of a sequence are separated. */
export type Framing = 'event-stream' | 'lines' | 'json-seq' | 'parts';

/** `stream+json`, of Spring and Cohere, is JSON lines in spite of its suffix. */
const LINES =
  /^(?:application|text)\/(?:(?:(?:x-)?|.+\+)(?:ndjson|jsonl|jsonlines|json-lines|ldjson)|x-json-stream|stream\+json)$/;

/** undefined where a body of this type is no sequence of items. `multipart/form-data` is a form, whose parts have names. */
export function framingOf(essence: string): Framing | undefined {
  if (essence === 'text/event-stream') return 'event-stream';
  // RFC 7464; RFC 8091 for the suffix.
  if (essence === 'application/json-seq' || essence.endsWith('+json-seq')) return 'json-seq';
  if (essence.startsWith('multipart/') && essence !== 'multipart/form-data') return 'parts';
  return LINES.test(essence) ? 'lines' : undefined;
}

/** An observed or declared media type, in one spelling. */
export type MediaType = { readonly essence: string; readonly parameters: Parameters };

export function mediaTypeOf(contentType: string): MediaType | undefined {
  const essence = essenceOf(contentType);
  if (essence === undefined) return undefined;
  // The charset says how the octets are read and not what they mean.
  const parameters = parametersIn(contentType)
    .filter(([name]) => name !== 'charset')
    .map(([name, value]) => [name, value.toLowerCase()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { essence, parameters };
}

/** With all parameters, for people. A value that is no token is quoted. */
export function formatMediaType({ essence, parameters }: MediaType): string {
  return essence + parameters.map(([name, value]) => `; ${name}=${quoted(value)}`).join('');
}

const WHOLE_TOKEN = new RegExp(`^${TOKEN}$`, 'i');

/** RFC 9110 section 5.6.2: what the name of a header or a method may be. */
export function isToken(text: string): boolean {
  return WHOLE_TOKEN.test(text);
}

function quoted(value: string): string {
  return isToken(value) ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}
