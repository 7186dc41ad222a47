import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import type { Contract } from '../model.ts';

/** TypeScript types of paths, components and operations, by openapi-typescript. The document is bundled: nothing is fetched. */
export async function typesSource(contract: Contract): Promise<string> {
  const document = structuredClone(contract.document) as unknown as OpenAPI3;
  return astToString(
    await openapiTS(document, { alphabetize: false, emptyObjectsUnknown: true, silent: true }),
  );
}
