// A body against one response by the closed reading: the strict validator first, the explainer only where it refuses.
import { isValueDeeperThan, MAX_DEPTH } from '../json/survey.ts';
import type {
  CompiledContent,
  CompiledOperation,
  CompiledResponse,
  ContractDetail,
  Issue,
  JsonPointer,
  Level,
} from '../model.ts';
import { explainValue } from '../schema/explain.ts';
import { contentFor, essenceOf, isJson } from '../verdict/media-type.ts';
import { responseFor } from '../verdict/responses.ts';
import {
  type BodyCode,
  bodyMissingMessage,
  bodyTooDeepMessage,
  bodyUnexpectedMessage,
  bodyWording,
  declaredMediaTypes,
  declaredStatuses,
  levelOf,
  mediaTypeMessage,
  statusMessage,
  unexplained,
} from '../verdict/wording.ts';
import { fits } from './guard.ts';

export type BodyFinding = {
  readonly code: string;
  readonly level: Level;
  readonly pointer: JsonPointer;
  /** Both sides, as the gate words it. */
  readonly message: string;
};

/** What the gate would say of this body; `mediaType` where a response declares several. A body that is undefined is none. */
export type Check = (status: number, body: unknown, mediaType?: string) => readonly BodyFinding[];

export type Schemas = Pick<ContractDetail, 'schemas' | 'formats'>;

export function checker(operation: CompiledOperation, detail: Schemas): Check {
  return (status, body, mediaType) => {
    const response = responseFor(operation, status);
    if (response === undefined)
      return [rated('status-undocumented', statusMessage(status, declaredStatuses(operation.responses)))];
    return issuesOf(response, detail, body, mediaType).map(({ code, pointer, message }) => ({
      code,
      level: levelOf(code),
      pointer,
      message,
    }));
  };
}

function rated(code: string, message: string): BodyFinding {
  return { code, level: levelOf(code), pointer: '', message };
}

function issuesOf(
  response: CompiledResponse,
  detail: Schemas,
  body: unknown,
  mediaType: string | undefined,
): readonly Issue[] {
  const { content } = response;
  const whole = (code: string, message: string): Issue[] => [{ code, pointer: '', message }];
  if (body === undefined)
    return content.length === 0 ? [] : whole('body-missing', bodyMissingMessage(declaredMediaTypes(content)));
  if (content.length === 0) return whole('body-unexpected', bodyUnexpectedMessage(false));
  const declared = declaredContent(content, mediaType);
  return declared === undefined
    ? whole('media-type-undocumented', mediaTypeMessage(mediaType, declaredMediaTypes(content)))
    : contentIssues(declared, detail, body);
}

function declaredContent(
  content: readonly CompiledContent[],
  mediaType: string | undefined,
): CompiledContent | undefined {
  if (mediaType !== undefined) return contentFor(content, essenceOf(mediaType) ?? mediaType);
  return content.find((each) => isJson(each.mediaType)) ?? content[0];
}

/** One issue a root cause, in the order of the gate's rules. */
export function contentIssues(content: CompiledContent, detail: Schemas, body: unknown): readonly Issue[] {
  const { schema, strict, unbounded } = content;
  const isClean = schema === undefined || fits(strict, body);
  if ((!isClean || unbounded === true) && isValueDeeperThan(body, MAX_DEPTH))
    return [{ code: 'body-too-deep', pointer: '', message: bodyTooDeepMessage(MAX_DEPTH) }];
  if (isClean) return [];
  const { violations } = explainValue(detail, schema, body);
  const found = violations.length > 0 ? violations : [unexplained(schema)];
  return (Object.keys(bodyWording) as BodyCode[]).flatMap((code) =>
    found
      .filter((violation) => violation.code === code)
      .map(({ schemaPointer, ...violation }) => ({
        ...violation,
        message: bodyWording[code]({ schemaPointer, ...violation }),
        declaredAt: schemaPointer,
      })),
  );
}
