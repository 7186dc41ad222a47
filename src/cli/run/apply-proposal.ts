// Overlay actions -> the text of an overlay or the texts of the contract's files, and the proof that these, read as a contract, say it.
import { isDeepStrictEqual } from 'node:util';
import { type ContractStore, diskStore } from '../../contract/files.ts';
import { type LoadOptions, loadContract } from '../../contract/load.ts';
import type { Contract, WrittenPlace } from '../../contract/openapi.ts';
import { InputError } from '../../lib/input-error.ts';
import { valueAt } from '../../lib/pointer.ts';
import { applyOverlay } from '../../page/propose/apply-overlay.ts';
import { type OverlayAction, overlayOf, type Proposal } from '../../page/propose/overlay.ts';
import { proven } from '../../page/propose/proven.ts';
import { inWordsOfVersion } from '../../page/propose/words-of-version.ts';
import { yamlText } from '../../page/propose/yaml-text.ts';
import { readText } from '../files.ts';

/** By file. */
type Texts = ReadonlyMap<string, string>;

/** What a proposal is written into. */
export type Writing = {
  /** Why an action can't be written there; undefined where it can. */
  readonly refusal: (action: OverlayAction) => string | undefined;
  readonly texts: (actions: readonly OverlayAction[]) => Texts;
  /** Beside those of the contract. */
  readonly overlays: readonly string[];
};

const OVERLAY = 'the overlay';

/** The text is that of a file of no name. */
export function intoOverlay(contract: Contract): Writing {
  return {
    refusal: ({ pointer, update }) => {
      const place = contract.writtenAt(pointer);
      if (place.path === undefined)
        return `it belongs into ${place.file}, where no overlay reaches; driftgate propose --apply writes it`;
      return refusalIn(contract, update, place);
    },
    texts: (actions) => {
      const written = actions.map((action) => {
        const place = contract.writtenAt(action.pointer);
        const { path: target = '' } = place;
        return { ...action, target, update: inWordsOfVersion(contract, action.update, place) };
      });
      const overlay = overlayOf({ actions: written, left: [] }, contract);
      return new Map([[OVERLAY, yamlText(overlay, { lineWidth: 110 })]]);
    },
    overlays: [OVERLAY],
  };
}

/** Each file is parsed once for all actions. */
export function intoFiles(contract: Contract): Writing {
  const texts = new Map(contract.files.map((file) => [file, readText(file)]));
  return {
    refusal: ({ pointer, update }) => refusalIn(contract, update, contract.writtenAt(pointer)),
    texts: (actions) => {
      const updates = actions.map(({ pointer, update }) => {
        const place = contract.writtenAt(pointer);
        return {
          file: place.file,
          pointer: place.pointer,
          update: inWordsOfVersion(contract, update, place),
        };
      });
      const changed = [...Map.groupBy(updates, ({ file }) => file)].map(
        ([file, ofFile]) => [file, applyOverlay(texts.get(file) ?? '', ofFile, file)] as const,
      );
      return new Map(changed);
    },
    overlays: [],
  };
}

function refusalIn(contract: Contract, update: unknown, place: WrittenPlace): string | undefined {
  if (inWordsOfVersion(contract, update, place) !== undefined) return undefined;
  return `OpenAPI ${contract.version} has no words for it: ${JSON.stringify(update)}`;
}

export function parted<Item>(items: readonly Item[], test: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** Keeps what the contract says, as far as the actions concern it, once it is read from what was written. */
export function readBack(
  proposal: Proposal,
  contract: Contract,
  { texts, overlays }: Writing,
  load: LoadOptions,
): Promise<Proposal> {
  return proven(proposal, new Map(), {
    reached: () => new Set(['']),
    find: async (actions) => {
      const options = { ...load, overlays: [...(load.overlays ?? []), ...overlays] };
      try {
        const store = storeWith(texts(actions));
        const { document } = await loadContract(contract.source, { ...options, store });
        const wanted = contract.withUpdates(actions).document;
        const [, missed] = parted(actions, ({ pointer }) =>
          isDeepStrictEqual(valueAt(document, pointer), valueAt(wanted, pointer)),
        );
        const problem = 'what is written would be read as something else';
        return new Map(
          missed.map((action) => [action['x-evidence'].fingerprint, { operation: '', problem }]),
        );
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        const problem = `the contract would be wrong then: ${error.message}`;
        return new Map([['', { operation: '', problem }]]);
      }
    },
  });
}

/** The disk, but for these files. */
function storeWith(texts: Texts): ContractStore {
  return {
    ...diskStore,
    readMain: (file, fix) => texts.get(file) ?? diskStore.readMain(file, fix),
    filesOf: (main) => {
      const files = diskStore.filesOf(main);
      const read = (relative: string) => {
        const text = texts.get(files.nameOf(relative));
        return text === undefined ? files.read(relative) : { text };
      };
      return { ...files, read };
    },
  };
}
