// Every rule, in the order in which an exchange is judged. To add one: write its file and its test, and add its name to a list of rules
// and to the list of their words. The lists are separate, so that an application bundles only the rules that it runs.
import type { ValueKeyword } from '../model.ts';
import type { Rule, RuleDescription, RuleWords } from './rule.ts';
import { bodyDuplicateKey, bodyDuplicateKeyWords } from './rules/body-duplicate-key.ts';
import { bodyMalformed, bodyMalformedWords } from './rules/body-malformed.ts';
import { bodyMissing, bodyMissingWords } from './rules/body-missing.ts';
import { bodyTooDeep, bodyTooDeepWords } from './rules/body-too-deep.ts';
import { bodyUnexpected, bodyUnexpectedWords } from './rules/body-unexpected.ts';
import { enumValueUndocumented, enumValueUndocumentedWords } from './rules/enum-value-undocumented.ts';
import { formatMismatch, formatMismatchWords } from './rules/format-mismatch.ts';
import { headerMismatch, headerMismatchWords } from './rules/header-mismatch.ts';
import { headerMissing, headerMissingWords } from './rules/header-missing.ts';
import { headerUndocumented, headerUndocumentedWords } from './rules/header-undocumented.ts';
import { integerUnsafe, integerUnsafeWords } from './rules/integer-unsafe.ts';
import { mediaTypeUndocumented, mediaTypeUndocumentedWords } from './rules/media-type-undocumented.ts';
import { nullUndocumented, nullUndocumentedWords } from './rules/null-undocumented.ts';
import { operationUndocumented, operationUndocumentedWords } from './rules/operation-undocumented.ts';
import { outOfRange, outOfRangeWords } from './rules/out-of-range.ts';
import { patternMismatch, patternMismatchWords } from './rules/pattern-mismatch.ts';
import { propertyMissing, propertyMissingWords } from './rules/property-missing.ts';
import { propertyUndocumented, propertyUndocumentedWords } from './rules/property-undocumented.ts';
import { propertyUnsupported, propertyUnsupportedWords } from './rules/property-unsupported.ts';
import { propertyWriteOnly, propertyWriteOnlyWords } from './rules/property-write-only.ts';
import { recordingStale, recordingStaleWords } from './rules/recording-stale.ts';
import { requestBodyMalformed, requestBodyMalformedWords } from './rules/request-body-malformed.ts';
import { requestBodyMismatch, requestBodyMismatchWords } from './rules/request-body-mismatch.ts';
import { requestBodyMissing, requestBodyMissingWords } from './rules/request-body-missing.ts';
import { requestBodyUnexpected, requestBodyUnexpectedWords } from './rules/request-body-unexpected.ts';
import {
  requestCredentialsMissing,
  requestCredentialsMissingWords,
} from './rules/request-credentials-missing.ts';
import {
  requestMediaTypeUndocumented,
  requestMediaTypeUndocumentedWords,
} from './rules/request-media-type-undocumented.ts';
import {
  requestParameterMismatch,
  requestParameterMismatchWords,
} from './rules/request-parameter-mismatch.ts';
import { requestParameterMissing, requestParameterMissingWords } from './rules/request-parameter-missing.ts';
import {
  requestParameterUndocumented,
  requestParameterUndocumentedWords,
} from './rules/request-parameter-undocumented.ts';
import { ruleViolated, ruleViolatedWords } from './rules/rule-violated.ts';
import { statusUndocumented, statusUndocumentedWords } from './rules/status-undocumented.ts';
import { typeMismatch, typeMismatchWords } from './rules/type-mismatch.ts';

/** Rules about a message on the wire, which a parsed body can't show. */
const wireRules: readonly Rule[] = [
  operationUndocumented,
  headerMissing,
  headerMismatch,
  headerUndocumented,
  recordingStale,
  bodyMalformed,
  bodyDuplicateKey,
];

/** Rules about a status and a parsed body, for code that has no exchange. */
export const bodyRules: readonly Rule[] = [
  statusUndocumented,
  mediaTypeUndocumented,
  bodyMissing,
  bodyUnexpected,
  bodyTooDeep,
  propertyUndocumented,
  propertyMissing,
  propertyUnsupported,
  propertyWriteOnly,
  typeMismatch,
  nullUndocumented,
  enumValueUndocumented,
  patternMismatch,
  formatMismatch,
  outOfRange,
  integerUnsafe,
  ruleViolated,
];

const requestRules: readonly Rule[] = [
  requestParameterMissing,
  requestParameterMismatch,
  requestParameterUndocumented,
  requestBodyMissing,
  requestBodyUnexpected,
  requestMediaTypeUndocumented,
  requestBodyMalformed,
  requestBodyMismatch,
];

/** The rules that an application's watcher runs. */
export const responseRules: readonly Rule[] = /* @__PURE__ */ wireRules.concat(bodyRules);

/** The rules that run by default. */
export const rules: readonly Rule[] = /* @__PURE__ */ responseRules.concat(requestRules);

/** The rules that are off unless the config sets a level for them. */
export const optionalRules: readonly Rule[] = [requestCredentialsMissing];

/** Conditions that generate compiles into the strict validators, for rules that go beyond the contract's own keywords. */
export function valueKeywords(from: readonly Rule[] = rules): readonly ValueKeyword[] {
  return from.flatMap((rule) =>
    rule.kind === 'value' && rule.condition !== undefined
      ? [{ code: rule.code, condition: rule.condition }]
      : [],
  );
}

/** `error` for a code that no rule has: nothing passes for being unknown. */
export function levelOf(code: string, from: readonly Rule[]): Rule['level'] {
  return from.find((rule) => rule.code === code)?.level ?? 'error';
}

/** The rules with their words, for tables, `explain` and reports. */
export function describeRules(): readonly RuleDescription[] {
  const words: readonly (readonly [Rule, RuleWords])[] = [
    [operationUndocumented, operationUndocumentedWords],
    [statusUndocumented, statusUndocumentedWords],
    [mediaTypeUndocumented, mediaTypeUndocumentedWords],
    [headerMissing, headerMissingWords],
    [headerMismatch, headerMismatchWords],
    [headerUndocumented, headerUndocumentedWords],
    [bodyMissing, bodyMissingWords],
    [bodyUnexpected, bodyUnexpectedWords],
    [bodyMalformed, bodyMalformedWords],
    [bodyDuplicateKey, bodyDuplicateKeyWords],
    [bodyTooDeep, bodyTooDeepWords],
    [propertyUndocumented, propertyUndocumentedWords],
    [propertyMissing, propertyMissingWords],
    [propertyUnsupported, propertyUnsupportedWords],
    [propertyWriteOnly, propertyWriteOnlyWords],
    [typeMismatch, typeMismatchWords],
    [nullUndocumented, nullUndocumentedWords],
    [enumValueUndocumented, enumValueUndocumentedWords],
    [patternMismatch, patternMismatchWords],
    [formatMismatch, formatMismatchWords],
    [outOfRange, outOfRangeWords],
    [integerUnsafe, integerUnsafeWords],
    [ruleViolated, ruleViolatedWords],
    [recordingStale, recordingStaleWords],
    [requestCredentialsMissing, requestCredentialsMissingWords],
    [requestParameterMissing, requestParameterMissingWords],
    [requestParameterMismatch, requestParameterMismatchWords],
    [requestParameterUndocumented, requestParameterUndocumentedWords],
    [requestBodyMissing, requestBodyMissingWords],
    [requestBodyUnexpected, requestBodyUnexpectedWords],
    [requestMediaTypeUndocumented, requestMediaTypeUndocumentedWords],
    [requestBodyMalformed, requestBodyMalformedWords],
    [requestBodyMismatch, requestBodyMismatchWords],
  ];
  return words.map(([{ kind, code, level }, own]) => ({ kind, code, level, ...own }));
}
