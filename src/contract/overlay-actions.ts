// An overlay document -> its actions, in order. A team writes its overlays itself, so what is wrong in one is an error and is not read around.
import { InputError } from '../lib/input-error.ts';
import { isObject, type JsonObject } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import { didYouMean } from '../lib/suggest.ts';
import type { JsonPointer, Place } from '../model.ts';
import { typeName } from './problem.ts';
import type { Origin, SourceFile } from './source.ts';

export type Action = {
  /** A JSONPath query (RFC 9535). */
  readonly target: string;
  readonly remove: boolean;
  readonly update: unknown;
  /** A JSONPath query of what `update` would hold. */
  readonly copy: string | undefined;
  /** Of `update`. */
  readonly origin: Origin;
  /** A list that is added to a list is concatenated with it (1.1); before, it became one item of it. */
  readonly joinsLists: boolean;
  /** Where a field of it stands. */
  readonly placeOf: (field: string) => Place;
};

const fields = {
  overlay: ['overlay', 'info', 'extends', 'actions'],
  info: ['title', 'version', 'description'],
  action: ['target', 'description', 'update', 'copy', 'remove'],
};

/** `file`: its index among the files of the contract. */
export function actionsOf(source: SourceFile, file: number): readonly Action[] {
  const { value: root } = source;
  const placeAt = (pointer: JsonPointer): Place => {
    const [line, column] = source.lineOf(pointer);
    return { file: source.name, line, column };
  };
  const stop = (pointer: JsonPointer, message: string, fix?: string): never => {
    throw new InputError(message, { place: placeAt(pointer), fix });
  };
  const known = (object: JsonObject, pointer: JsonPointer, names: readonly string[]): void => {
    for (const name of Object.keys(object))
      if (!names.includes(name) && !name.startsWith('x-'))
        stop(appendToken(pointer, name), `"${name}" is no field of an overlay here`, didYouMean(name, names));
  };
  if (!isObject(root)) return stop('', `an overlay is an object, and this is ${typeName(root)}`);
  const version = /^1\.([01])\.\d+$/.exec(String(root.overlay))?.[1];
  if (version === undefined) {
    const at = root.overlay === undefined ? '' : '/overlay';
    return stop(at, 'no overlay of version 1.0 or 1.1', 'it begins with `overlay: 1.1.0`');
  }
  known(root, '', fields.overlay);
  if (!isObject(root.info)) return stop('/info', 'an overlay has an `info` object');
  known(root.info, '/info', fields.info);
  for (const name of ['title', 'version'])
    if (typeof root.info[name] !== 'string')
      stop(`/info/${name}`, `\`info\` of an overlay has a text "${name}"`);
  for (const [pointer, text] of [
    ['/info/description', root.info.description],
    ['/extends', root.extends],
  ] as const)
    if (text !== undefined && typeof text !== 'string')
      stop(pointer, `this is a text, and not ${typeName(text)}`);
  const { actions } = root;
  if (!Array.isArray(actions) || actions.length === 0)
    return stop('/actions', 'an overlay has a list of `actions`');

  const seen = new Set<string>();
  return actions.map((action: unknown, index): Action => {
    const pointer = `/actions/${index}`;
    const text = JSON.stringify(action);
    if (seen.has(text)) return stop(pointer, 'the same action stands here twice');
    seen.add(text);
    if (!isObject(action)) return stop(pointer, `an action is an object, and this is ${typeName(action)}`);
    known(action, pointer, fields.action);
    const { target, remove = false, update, copy, description } = action;
    if (typeof target !== 'string' || !target.startsWith('$')) {
      const at = target === undefined ? pointer : `${pointer}/target`;
      return stop(at, 'an action has a `target`, a JSONPath query, which begins with $');
    }
    if (typeof remove !== 'boolean') return stop(`${pointer}/remove`, '`remove` is true or false');
    if (description !== undefined && typeof description !== 'string')
      return stop(`${pointer}/description`, '`description` is a text');
    if (copy !== undefined && version === '0')
      return stop(`${pointer}/copy`, '`copy` is of version 1.1', 'begin the overlay with `overlay: 1.1.0`');
    if (copy !== undefined && typeof copy !== 'string')
      return stop(`${pointer}/copy`, '`copy` is a JSONPath query');
    if (!remove && update !== undefined && copy !== undefined) {
      const message = 'the action has both `update` and `copy`, and neither is done then';
      return stop(pointer, message, 'keep one of them');
    }
    return {
      target,
      remove,
      update,
      copy: remove ? undefined : copy,
      origin: { file, pointer: `${pointer}/update` },
      joinsLists: version === '1',
      placeOf: (field) => placeAt(`${pointer}/${field}`),
    };
  });
}
