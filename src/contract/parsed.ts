// What a parser of contract text gives: the value, and the offset of each member.

/** Stops with a message at an offset of the text. */
export type Fail = (offset: number, message: string, fix?: string) => never;

export type Found = { readonly key: number; readonly value: number };

/** The offsets of a member's key and value, undefined where the pointer's tokens lead nowhere. */
export type Find = (tokens: readonly string[]) => Found | undefined;

export type Parsed = { readonly value: unknown; readonly find: Find };
