// A response that breaks the contract in what a value is like, not in whether it is there: what the page says of it.
import type { Documented, Finding, PageField } from '../model.ts';
import { type JsonKind, jsonKind } from './reading/types.ts';

const aboutLimits = new Set(['out-of-range', 'pattern-mismatch', 'format-mismatch']);
const aboutTheWire = new Set([
  'body-malformed',
  'body-duplicate-key',
  'body-too-deep',
  'integer-unsafe',
  'header-mismatch',
  'media-type-undocumented',
]);

/** One sentence without a full stop; undefined where it is about no response. */
export function oddByNature(
  { code, message, declared }: Finding,
  { by }: Documented,
  field: PageField | undefined,
): string | undefined {
  if (code.startsWith('request-')) return 'the request breaks the contract, whatever the service makes of it';
  if (code === 'recording-stale') return undefined;
  if (aboutTheWire.has(code))
    return 'the service is the odd one out: contract and page describe what it did not send';
  if (by === 'unknown')
    return 'the traffic breaks the contract, and no page was reviewed to decide between them';
  if (by === 'no' || field === undefined)
    return 'the traffic breaks the contract, and the page says nothing of it';
  if (code === 'type-mismatch') return oddType(jsonKind(field.type), declared.text, message);
  if (aboutLimits.has(code)) return oddLimit(field, code);
  if (code === 'property-unsupported')
    return field.notes?.includes('not-supported')
      ? 'the service is the odd one out: contract and page call it not supported'
      : 'the contract is the odd one out: the page does not call it unsupported, and it is populated';
  return 'the service is the odd one out: contract and page agree on what it does not keep to';
}

/** The message names what came: `"/size" is a string, declared as integer`. */
function oddType(page: JsonKind | undefined, declared: string, message: string): string {
  const words = (text: string) => text.split(/[^a-z]+/i);
  if (page === undefined) return 'the traffic breaks the contract, and the page does not tell the type';
  if (words(declared).includes(page))
    return 'the service is the odd one out: contract and page agree on the type';
  const [came = ''] = message.split(', declared');
  return words(came.slice(came.lastIndexOf('" is'))).includes(page)
    ? 'the contract is the odd one out: page and traffic agree on the type'
    : 'contract, page and traffic say three different types';
}

function oddLimit(field: PageField, code: string): string {
  const stated = [field.minimum, field.maximum, field.minLength, field.maxLength].some(
    (limit) => limit !== undefined,
  );
  return code === 'out-of-range' && stated
    ? 'the service is the odd one out: contract and page state a limit'
    : 'the traffic breaks the contract, and the page states no such limit';
}
