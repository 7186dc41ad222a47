import { fileURLToPath } from 'node:url';
import { loadContract } from '../../src/contract/load.ts';
import type { Contract } from '../../src/contract/openapi.ts';
import { type Compiled, imported } from '../verdict/compiled.ts';

export const CONTRACT = fileURLToPath(new URL('contract.yaml', import.meta.url));

export function shop(): Promise<Contract> {
  return loadContract(CONTRACT, { lint: 'strict' });
}

export async function compiledShop(): Promise<Compiled> {
  return imported(await shop());
}
