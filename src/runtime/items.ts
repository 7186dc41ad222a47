// An operation whose responses are sequences of items -> the same of one item, for `is`, `check` and the Standard Schemas.
import type { CompiledOperation, OpenOperation } from '../model.ts';
import type { OperationTypes, Typed } from './operation-types.ts';

/** Media types of sequences: each item is judged by itself. */
export type Sequence =
  | `text/event-stream${string}`
  | `multipart/${string}`
  | `${string}json-seq${string}`
  | `${string}jsonl${string}`
  | `${string}ndjson${string}`
  | `${string}json-lines${string}`
  | `${string}ldjson${string}`
  | `${string}x-json-stream${string}`
  | `${string}/stream+json${string}`;

/** The type of one item of each declared content that is a sequence. */
export type ItemContent<Content> = {
  [Key in keyof Content as Key extends Sequence ? Key : never]: Content[Key] extends readonly (infer Item)[]
    ? Item
    : never;
};

/** Each response as if its body were one item; never where it is no sequence. */
export type ItemTypes<Operation extends OperationTypes> = {
  readonly responses: {
    [Status in keyof Operation['responses']]: Operation['responses'][Status] extends {
      readonly content: infer Content;
    }
      ? { content: ItemContent<Content> }
      : { content: Record<string, never> };
  };
};

/** A content that is no sequence is left out. */
export function itemsOf<Operation extends OperationTypes, Own extends CompiledOperation | OpenOperation>(
  operation: Own & Typed<Operation>,
): Own & Typed<ItemTypes<Operation>> {
  const responses = operation.responses.map((response) => ({
    ...response,
    content: response.content.flatMap(({ items, ...content }) =>
      items?.one === undefined ? [] : [{ ...content, ...items.one }],
    ),
  }));
  return { ...operation, responses } as unknown as Own & Typed<ItemTypes<Operation>>;
}
