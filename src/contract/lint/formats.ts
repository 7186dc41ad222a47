// Format names: those of JSON Schema and of the OpenAPI format registry, and those that the user allows.
// https://spec.openapis.org/registry/format/
import { didYouMean } from '../../lib/suggest.ts';
import { type LintRule, schemas } from './rule.ts';

export const knownFormats: ReadonlySet<string> = new Set(
  `base64url binary byte char commonmark date date-time date-time-local decimal decimal128 double double-int duration
  email float hostname html http-date idn-email idn-hostname int16 int32 int64 int8 ipv4 ipv6 iri iri-reference
  json-pointer json-pointer-uri-fragment media-range
  password regex relative-json-pointer sf-binary sf-boolean sf-decimal sf-integer sf-string
  sf-token single time time-local uint16 uint32 uint64 uint8 unixtime uri uri-reference uri-template uuid`.split(
    /\s+/,
  ),
);

export const formats: LintRule = (input) =>
  schemas(input).flatMap(({ value, pointer }) => {
    const { format } = value;
    if (typeof format !== 'string' || knownFormats.has(format) || input.formats.has(format)) return [];
    const message = `unknown format "${format}": nothing would be checked by it`;
    const near = didYouMean(format, [...knownFormats]);
    const meaning = 'say what it means under formats in the config';
    const fix = near === undefined ? `${meaning}, or state a pattern` : `${near} or ${meaning}`;
    return [{ kind: 'format-unknown', subject: format, pointer: `${pointer}/format`, message, fix }];
  });
