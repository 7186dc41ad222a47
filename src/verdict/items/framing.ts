// What a reader of a sequence finds in its text, while that comes in. No more is kept of it than one item.

/** The fields of a server-sent event that came, as its data is text. */
export type EventFields = {
  readonly event?: string;
  readonly data: string;
  readonly id?: string;
  readonly retry?: number;
};

export type Framed =
  /** `mayBeCut`: the text ends behind it, and nothing says that it is whole. */
  | { readonly kind: 'json'; readonly text: string; readonly mayBeCut?: boolean }
  | { readonly kind: 'event'; readonly event: EventFields }
  /** `mediaType`: the essence of its Content-Type, if it has one. */
  | { readonly kind: 'part'; readonly text: string; readonly mediaType: string | undefined }
  /** Not as the media type wants it. `of`: what it should be. */
  | { readonly kind: 'broken'; readonly of: string; readonly message: string }
  /** The text ended inside of it. */
  | { readonly kind: 'cut' }
  /** Longer than what is read of one. */
  | { readonly kind: 'too-large' };

export type Framer = {
  readonly push: (text: string) => void;
  readonly end: () => void;
};

export type FramerOptions = {
  /** Characters of one item that are kept. */
  readonly most: number;
  readonly found: (item: Framed) => void;
};
