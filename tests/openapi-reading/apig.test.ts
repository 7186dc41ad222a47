import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import type { Contract } from '../../src/contract/openapi.ts';
import { valueAt } from '../../src/lib/pointer.ts';

const contract = await loadContract('openapi/apig.yaml');

type Pairs = {
  readonly anyOf: readonly { readonly properties: Record<string, { readonly const?: unknown }> }[];
};

const detail = valueAt(contract.document, '/components/schemas/InstanceDetail') as {
  readonly properties: Readonly<Record<string, { readonly enum?: readonly unknown[] }>>;
  readonly dependentSchemas: Readonly<Record<string, Pairs>>;
  readonly required?: unknown;
  readonly additionalProperties?: unknown;
};

function pairs(name: string, one: string, other: string): (readonly [unknown, unknown])[] {
  const branches = detail.dependentSchemas[name]?.anyOf ?? [];
  const tuples = branches.map(
    ({ properties }) => [properties[one]?.const, properties[other]?.const] as const,
  );
  return tuples.filter(([value]) => value !== undefined).filter(([, value]) => value !== undefined);
}

test('the body is open, with thirty properties and nothing required', () => {
  expect(Object.keys(detail.properties)).toHaveLength(30);
  expect([detail.required, detail.additionalProperties]).toEqual([undefined, undefined]);
});

test('every state has its number, once', () => {
  const states = pairs('instance_status', 'status', 'instance_status');
  expect(states.map(([name]) => name)).toEqual(detail.properties.status?.enum);
  expect(states.map(([, number]) => number)).toEqual(detail.properties.instance_status?.enum);
  expect(states).toHaveLength(34);
});

test('a maintenance window ends four hours after its start', () => {
  const hour = (time: unknown) => Number(String(time).slice(0, 2));
  const windows = pairs('maintain_end', 'maintain_begin', 'maintain_end');
  expect(windows.map(([begin]) => begin)).toEqual(detail.properties.maintain_begin?.enum);
  for (const [begin, end] of windows) expect(hour(end)).toBe((hour(begin) + 4) % 24);
});

test('what is listed and not supported is marked', () => {
  const marked = Object.entries(detail.properties).filter(([, schema]) => 'x-not-supported' in schema);
  expect(marked.map(([name]) => name)).toEqual(['virsubnet_id', 'roma_eip_address', 'listeners']);
});

test('places lead to the text', () => {
  const lines = readFileSync('openapi/apig.yaml', 'utf8').split('\n');
  for (const name of Object.keys(detail.properties)) {
    const [line, column, file] = positionIn(
      contract,
      `/components/schemas/InstanceDetail/properties/${name}`,
    );
    expect(lines[line - 1]?.slice(column - 1)).toBe(`${name}:`);
    expect(contract.files[file]).toBe('openapi/apig.yaml');
  }
});

function positionIn({ positionOf }: Contract, pointer: string): readonly [number, number, number] {
  const position = positionOf(pointer);
  if (position === undefined) throw new Error(`no place for ${pointer}`);
  return position;
}
