// A value as YAML in which no text from outside does anything: what the door would change stands in double quotes, where escapes mean the same.
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

/** It leaves as it is. */
export function isPlain(text: string): boolean {
  return outgoing(text) === text && !text.includes('\r');
}
