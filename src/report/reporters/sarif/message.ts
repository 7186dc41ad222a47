import { visible } from '../../visible-text.ts';

export type Json = { readonly [member: string]: unknown };

/** `[text](target)` would be a link and `{0}` a placeholder (SARIF 3.11.5 and 3.11.6): both are escaped. */
export function message(text: string): Json {
  return {
    text: visible(text)
      .replace(/[[\]\\]/g, '\\$&')
      .replace(/[{}]/g, '$&$&'),
  };
}

/** Lines of ours, as a rule's texts have them. */
export function plain(text: string): Json {
  return { text: text.split('\n').map(visible).join('\n') };
}
