// A value as YAML that is safe to print: text that the output escape would change is written in double quotes, where escapes mean the same.
import {
  type CreateNodeOptions,
  Document,
  type DocumentOptions,
  Scalar,
  type ToStringOptions,
  visit,
} from 'yaml';
import { outgoing } from '../../lib/visible-text.ts';

export function yamlText(
  value: unknown,
  options: ToStringOptions & CreateNodeOptions & DocumentOptions,
): string {
  const document = new Document(value, options);
  visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && !isPlain(scalar.value)) scalar.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return outgoing(document.toString(options));
}

/** The output escape leaves it unchanged. */
export function isPlain(text: string): boolean {
  return outgoing(text) === text && !text.includes('\r');
}
