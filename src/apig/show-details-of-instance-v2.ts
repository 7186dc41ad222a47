// A module and not an object, so that a bundler keeps what is used: `is` alone brings neither schemas nor explanations.
import {
  ShowDetailsOfInstanceV2 as compiled,
  ShowDetailsOfInstanceV2$open as open,
} from '../generated/apig/contract.js';
import { formats, schemas } from '../generated/apig/detail.js';
import type { operations } from '../generated/apig/types.ts';
import type { CompiledOperation } from '../model.ts';
import { type Check, checker } from '../runtime/check.ts';
import { type Guard, guard } from '../runtime/guard.ts';
import type { BodyOf } from '../runtime/operation-types.ts';
import { type ResponseSchemas, responseSchemas } from '../runtime/standard-schema.ts';

type Operation = operations['ShowDetailsOfInstanceV2'];

/** The body of a status: `Body<200>`. */
export type Body<Status extends number = 200> = BodyOf<Operation, Status>;

export const operation: CompiledOperation = compiled;

export const is: Guard<Operation> = /* @__PURE__ */ guard<Operation>(open);

export const check: Check = /* @__PURE__ */ checker(compiled, { schemas, formats });

export const responses: ResponseSchemas<Operation> = /* @__PURE__ */ responseSchemas<Operation>(compiled, {
  schemas,
  formats,
});
