// The seam between a page and its layout: one dialect object a layout.
import type { PageFacts } from '../model.ts';
import type { PagePlaces, Side } from './places.ts';
import type { Sections } from './reading/sections.ts';
import type { Node } from './reading/tree.ts';

export type Page = {
  readonly file: string;
  /** Lines without their ends; line 1 is at index 0. */
  readonly source: readonly string[];
  readonly root: Node;
  readonly sections: Sections;
};

export type PageContent = {
  readonly facts: PageFacts;
  readonly places: PagePlaces;
  /** The page's own name for a body, where it has one: by `request` or status. */
  readonly bodyNames: Readonly<Record<Side, string>>;
};

export type Dialect = {
  readonly name: string;
  /** The headings that must be there, one of each list; they tell this layout from the others. */
  readonly headings: readonly (readonly string[])[];
  readonly recognises: (sections: Sections) => boolean;
  /** Throws InputError where the page has a part that this layout can not have. */
  readonly read: (page: Page) => PageContent;
};
