// Read by tsc, run by nobody.
import { expectTypeOf } from 'vitest';
import { ShowDetailsOfInstanceV2 } from '../../src/apig/index.ts';
import type { components, operations } from '../../src/generated/apig/types.ts';
import type { BodyOf } from '../../src/runtime/operation-types.ts';

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
