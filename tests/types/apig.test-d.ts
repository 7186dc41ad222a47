// Read by tsc, run by nobody.
import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';
import { expectTypeOf } from 'vitest';
import { ShowDetailsOfInstanceV2$open as openOf } from '../../src/generated/apig/contract.js';
import { formats, schemas } from '../../src/generated/apig/detail.js';
import { ShowDetailsOfInstanceV2 } from '../../src/generated/apig/index.js';
import type { components, operations } from '../../src/generated/apig/types.ts';
import { guard } from '../../src/runtime/guard.ts';
import type { BodyOf } from '../../src/runtime/operation-types.ts';
import { responseSchemas } from '../../src/runtime/standard-schema.ts';

declare const body: unknown;
declare const status: number;

if (ShowDetailsOfInstanceV2.is(200, body)) {
  expectTypeOf(body).toEqualTypeOf<components['schemas']['InstanceDetail']>();
  expectTypeOf(body.instance_name).toEqualTypeOf<string | undefined>();
}
if (ShowDetailsOfInstanceV2.is(404, body)) {
  expectTypeOf(body).toEqualTypeOf<components['schemas']['Error']>();
}
if (ShowDetailsOfInstanceV2.is(status, body)) {
  expectTypeOf(body).toEqualTypeOf<
    components['schemas']['Error'] | components['schemas']['InstanceDetail']
  >();
}

expectTypeOf<ShowDetailsOfInstanceV2.Body>().toEqualTypeOf<components['schemas']['InstanceDetail']>();
expectTypeOf<ShowDetailsOfInstanceV2.Body<500>>().toEqualTypeOf<components['schemas']['Error']>();
expectTypeOf(ShowDetailsOfInstanceV2.responses[200]['~standard'].validate).returns.toExtend<
  { readonly value: components['schemas']['InstanceDetail'] } | { readonly issues: readonly unknown[] }
>();
// @ts-expect-error 418 is not declared
ShowDetailsOfInstanceV2.responses[418];
expectTypeOf<operations['ShowDetailsOfInstanceV2']['responses']>().toHaveProperty(200);

expectTypeOf(ShowDetailsOfInstanceV2.is).toEqualTypeOf(ShowDetailsOfInstanceV2.ShowDetailsOfInstanceV2.is);

// The published interface, version 1.1.
const published: StandardSchemaV1<components['schemas']['InstanceDetail']> =
  ShowDetailsOfInstanceV2.responses[200];
expectTypeOf<StandardSchemaV1.InferOutput<typeof published>>().toEqualTypeOf<
  components['schemas']['InstanceDetail']
>();
const told: StandardJSONSchemaV1<components['schemas']['InstanceDetail']> =
  ShowDetailsOfInstanceV2.responses[200];
expectTypeOf<StandardJSONSchemaV1.InferInput<typeof told>>().toEqualTypeOf<
  components['schemas']['InstanceDetail']
>();

type Other = { readonly responses: { 200: { content: { 'application/json': number } } } };
guard(openOf);
// @ts-expect-error these are the types of another operation
guard<Other>(openOf);
// @ts-expect-error these are the types of another operation
responseSchemas<Other>(ShowDetailsOfInstanceV2.operation, { schemas, formats });

type Ranges = {
  responses: {
    200: { content: { 'application/json': 'exact'; 'text/plain': 'text' } };
    204: { content?: never };
    '4XX': { content: { 'application/json': 'range' } };
    default: { content: { 'application/json': 'other' } };
  };
};
expectTypeOf<BodyOf<Ranges, 200>>().toEqualTypeOf<'exact' | 'text'>();
expectTypeOf<BodyOf<Ranges, 204>>().toEqualTypeOf<undefined>();
expectTypeOf<BodyOf<Ranges, 429>>().toEqualTypeOf<'range'>();
expectTypeOf<BodyOf<Ranges, 500>>().toEqualTypeOf<'other'>();
expectTypeOf<BodyOf<Ranges, 200 | 429>>().toEqualTypeOf<'exact' | 'text' | 'range'>();
