// Every rule, in the order in which an exchange is looked at. To add one: its file, its line here, its test.
import type { Rule } from './rule.ts';
import { bodyDuplicateKey } from './rules/body-duplicate-key.ts';
import { bodyMalformed } from './rules/body-malformed.ts';
import { bodyMissing } from './rules/body-missing.ts';
import { bodyTooDeep } from './rules/body-too-deep.ts';
import { bodyUnexpected } from './rules/body-unexpected.ts';
import { enumValueUndocumented } from './rules/enum-value-undocumented.ts';
import { formatMismatch } from './rules/format-mismatch.ts';
import { headerMismatch } from './rules/header-mismatch.ts';
import { headerMissing } from './rules/header-missing.ts';
import { headerUndocumented } from './rules/header-undocumented.ts';
import { integerUnsafe } from './rules/integer-unsafe.ts';
import { mediaTypeUndocumented } from './rules/media-type-undocumented.ts';
import { nullUndocumented } from './rules/null-undocumented.ts';
import { operationUndocumented } from './rules/operation-undocumented.ts';
import { outOfRange } from './rules/out-of-range.ts';
import { patternMismatch } from './rules/pattern-mismatch.ts';
import { propertyMissing } from './rules/property-missing.ts';
import { propertyUndocumented } from './rules/property-undocumented.ts';
import { propertyUnsupported } from './rules/property-unsupported.ts';
import { propertyWriteOnly } from './rules/property-write-only.ts';
import { recordingStale } from './rules/recording-stale.ts';
import { requestBodyMalformed } from './rules/request-body-malformed.ts';
import { requestBodyMismatch } from './rules/request-body-mismatch.ts';
import { requestBodyMissing } from './rules/request-body-missing.ts';
import { requestBodyUnexpected } from './rules/request-body-unexpected.ts';
import { requestMediaTypeUndocumented } from './rules/request-media-type-undocumented.ts';
import { requestParameterMismatch } from './rules/request-parameter-mismatch.ts';
import { requestParameterMissing } from './rules/request-parameter-missing.ts';
import { requestParameterUndocumented } from './rules/request-parameter-undocumented.ts';
import { ruleViolated } from './rules/rule-violated.ts';
import { statusUndocumented } from './rules/status-undocumented.ts';
import { typeMismatch } from './rules/type-mismatch.ts';

export const rules: readonly Rule[] = [
  operationUndocumented,
  statusUndocumented,
  mediaTypeUndocumented,
  headerMissing,
  headerMismatch,
  headerUndocumented,
  bodyMissing,
  bodyUnexpected,
  bodyMalformed,
  bodyDuplicateKey,
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
  recordingStale,
  requestParameterMissing,
  requestParameterMismatch,
  requestParameterUndocumented,
  requestBodyMissing,
  requestBodyUnexpected,
  requestMediaTypeUndocumented,
  requestBodyMalformed,
  requestBodyMismatch,
];
