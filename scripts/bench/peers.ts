// What else a team would use for this: each with the same contract, as closed as it can be without edits to it.
import { createRequire } from 'node:module';
import { OpenAPIBackend } from 'openapi-backend';
import { z } from 'zod';
import { loadContract } from '../../src/contract/load.ts';
import type { Contender } from './measure.ts';
import { body } from './subject.ts';

type Validator = { readonly validateResponse: (status: string, body: unknown) => unknown };

export async function peers(): Promise<readonly Contender[]> {
  const { document } = await loadContract('openapi/apig.yaml');
  const definition = JSON.parse(JSON.stringify(document)) as never;
  const backend = new OpenAPIBackend({ definition, quick: true, ajvOpts: { strict: false } });
  await backend.init();
  const { default: ResponseValidator } = createRequire(import.meta.url)('openapi-response-validator') as {
    readonly default: new (options: object) => Validator;
  };
  const schema = document.components?.schemas?.InstanceDetail as {
    readonly properties: Record<string, Property>;
  };
  const validator = new ResponseValidator({
    responses: { 200: { schema: JSON.parse(JSON.stringify(schema)) } },
  });
  // It answers with what is wrong, so with undefined here; a body of another type proves that it looks at all.
  if (
    validator.validateResponse('200', body) !== undefined ||
    validator.validateResponse('200', []) === undefined
  )
    throw new Error('openapi-response-validator does not look at the body');
  const strict = z.strictObject(
    Object.fromEntries(
      Object.entries(schema.properties).map(([name, one]) => [name, typeOf(one).optional()]),
    ),
  );
  return [
    {
      name: 'openapi-backend, validateResponse',
      run: () => backend.validateResponse(body, 'ShowDetailsOfInstanceV2', 200),
    },
    {
      name: 'openapi-response-validator, open, without the pairs',
      run: () => validator.validateResponse('200', body),
    },
    { name: 'zod, strictObject, without the pairs', run: () => strict.safeParse(body) },
  ];
}

type Property = { readonly type: string; readonly enum?: readonly (string | number)[] };

function typeOf({ type, enum: values }: Property): z.ZodType {
  if (values !== undefined) return z.literal([...values]);
  if (type === 'integer') return z.int();
  if (type === 'array') return z.array(z.string());
  return type === 'object' ? z.looseObject({}) : z.string();
}
