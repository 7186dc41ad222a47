// What openapi-typescript writes of an operation -> the type of each response's body.

/** As `operations['...']` of the generated types. */
export type OperationTypes = { readonly responses: object };

/**
 * What a compiled operation was generated with, so that it can't be taken for another one: known to the compiler alone. No symbol, which
 * would be another one in the declarations for CommonJS.
 */
export type Typed<Operation> = { readonly '~types': (operation: Operation) => Operation };

type ContentOf<Response> = Response extends { readonly content?: infer Content }
  ? [Content] extends [never]
    ? undefined
    : Content extends Readonly<Record<string, unknown>>
      ? Content[keyof Content]
      : undefined
  : undefined;

/** The key that a status falls under: itself, its range, default (OpenAPI 3.1, Responses Object). */
type KeyOf<Responses, Status extends number> = Status extends keyof Responses
  ? Status
  : `${Status}` extends `${infer Digit}${number}`
    ? `${Digit}XX` extends keyof Responses
      ? `${Digit}XX`
      : Extract<'default', keyof Responses>
    : never;

/** The body of this status; `number` stands for whichever status it is; undefined where there is no content. */
export type BodyOf<Operation extends OperationTypes, Status extends number> = number extends Status
  ? ContentOf<Operation['responses'][keyof Operation['responses']]>
  : Status extends number
    ? ContentOf<Operation['responses'][KeyOf<Operation['responses'], Status> & keyof Operation['responses']]>
    : never;
