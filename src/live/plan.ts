// Contract and config -> the list of probes; sends nothing. One probe of each safe operation, and
// one of each documented error that can be provoked without harm, unless the config lists its own.
import { InputError } from '../lib/input-error.ts';
import { listOf, nearest } from '../lib/suggest.ts';
import type { CompiledContract, CompiledOperation } from '../model.ts';
import type { AuthSettings, Environment } from './auth/scheme.ts';
import {
  environmentValues,
  headerParameters,
  missingParameters,
  pathOf,
  queryOf,
  unfitPathValue,
  unknownId,
  type Values,
} from './parameters.ts';
import type { LiveRequest } from './request.ts';
import type { LiveSettings, ProbeSettings } from './settings.ts';
import type { Target } from './target.ts';

/** One request to the service and the answer that it expects. */
export type Probe = {
  /** `ShowDetailsOfInstanceV2 404`. */
  readonly name: string;
  readonly operation: string;
  /** `404` or `4XX`. */
  readonly expect: string;
  /** What it is there to learn. */
  readonly purpose: string;
  readonly auth: 'none' | 'usual' | AuthSettings;
  /** Whether the contract wants credentials for it. */
  readonly needsAuth: boolean;
  readonly request: LiveRequest;
  /** Why it cannot be sent; the request is then incomplete. */
  readonly notReady?: string;
};

type PlanInput = {
  readonly contract: CompiledContract;
  readonly settings: LiveSettings;
  readonly target: Target;
  readonly environment: Environment;
};

/** RFC 9110 section 9.2.1, and the draft of QUERY; fetch sends no TRACE. */
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY']);

export function planProbes(input: PlanInput): readonly Probe[] {
  const { contract, settings } = input;
  for (const id of settings.allowUnsafe ?? []) operationNamed(contract, id, 'live.allowUnsafe');
  const listed = (settings.probes ?? []).map((probe) => listedProbe(probe, input));
  if (settings.derive === false) return listed;
  const derived = contract.operations
    .filter(({ method, requestBody }) => safeMethods.has(method) && requestBody?.required !== true)
    .flatMap((operation) => derivedProbes(operation, input))
    .filter(
      (probe) =>
        !listed.some((other) => other.operation === probe.operation && overlaps(other.expect, probe.expect)),
    );
  return [...derived, ...listed];
}

/** Operations that no probe asks, since that might change something or wants a body. */
export function unaskedOperations(
  contract: CompiledContract,
  probes: readonly Probe[],
): readonly CompiledOperation[] {
  const asked = new Set(probes.map((probe) => probe.operation));
  return contract.operations.filter((operation) => !asked.has(operation.id));
}

function overlaps(a: string, b: string): boolean {
  return a === b || isExpected(a, Number(b)) || isExpected(b, Number(a));
}

function listedProbe(probe: ProbeSettings, input: PlanInput): Probe {
  const operation = operationNamed(input.contract, probe.operation, 'live.probes');
  if (!safeMethods.has(operation.method) && !input.settings.allowUnsafe?.includes(operation.id))
    throw new InputError(`the probe of ${operation.id} would send ${operation.method}`, {
      fix: `if that is wanted, add "${operation.id}" to live.allowUnsafe`,
    });
  const expect = String(probe.expect ?? firstSuccess(operation));
  if (!/^([1-5]\d\d|[1-5]XX|default)$/i.test(expect))
    throw new InputError(`the probe of ${operation.id} expects "${expect}", which is no status`, {
      fix: 'write a status such as 404, or a range such as 4XX',
    });
  const values = { ...usualValues(input), ...probe.parameters };
  const intent: Intent = { expect, values, purpose: 'listed in the config', auth: probe.auth ?? 'usual' };
  const made = probeOf(operation, intent, input);
  return { ...made, request: withOwn(made.request, probe) };
}

function withOwn(request: LiveRequest, { headers = {}, body }: ProbeSettings): LiveRequest {
  const own = Object.entries(headers).map(([name, value]) => ({ name, value }));
  if (body === undefined) return { ...request, headers: [...request.headers, ...own] };
  const type = { name: 'Content-Type', value: 'application/json' };
  const isTyped = own.some(({ name }) => name.toLowerCase() === 'content-type');
  return {
    ...request,
    headers: [...request.headers, ...own, ...(isTyped ? [] : [type])],
    body: Buffer.from(JSON.stringify(body)),
  };
}

function derivedProbes(operation: CompiledOperation, input: PlanInput): readonly Probe[] {
  const values = usualValues(input);
  const declares = (status: string) => operation.responses.some((response) => response.status === status);
  const intents: Intent[] = [
    { expect: firstSuccess(operation), values, purpose: 'the documented success', auth: 'usual' },
  ];
  if (declares('401') && needsAuth(operation))
    intents.push({ expect: '401', values, purpose: 'no credentials', auth: 'none' });
  const unknown = unknownId(operation, values);
  if (declares('404') && unknown !== undefined)
    intents.push({ expect: '404', values: unknown, purpose: 'an id that names nothing', auth: 'usual' });
  return intents.map((intent) => probeOf(operation, intent, input));
}

type Intent = Pick<Probe, 'expect' | 'purpose' | 'auth'> & { readonly values: Values };

function probeOf(operation: CompiledOperation, intent: Intent, { target }: PlanInput): Probe {
  const { expect, purpose, auth, values } = intent;
  const missing = missingParameters(operation, values);
  const unfit = unfitPathValue(operation, values);
  const prefix = target.prefix ?? operation.prefixes[0] ?? '';
  const probe = {
    name: `${operation.id} ${expect}`,
    operation: operation.id,
    expect,
    purpose,
    auth,
    needsAuth: needsAuth(operation),
    request: {
      method: operation.method,
      url: `${target.origin}${prefix}${pathOf(operation, values)}${queryOf(operation, values)}`,
      headers: [{ name: 'Accept', value: acceptOf(operation) }, ...headerParameters(operation, values)],
    },
  };
  if (missing.length > 0)
    return {
      ...probe,
      notReady: `no value for ${listOf(missing)}: set ${listOf(missing.map((name) => `live.parameters.${name}`))}`,
    };
  return unfit === undefined ? probe : { ...probe, notReady: `the value of ${unfit} would be another path` };
}

function acceptOf(operation: CompiledOperation): string {
  const types = new Set(
    operation.responses.flatMap(({ content }) => content.map(({ mediaType }) => mediaType)),
  );
  return types.size === 0 ? '*/*' : [...types, '*/*;q=0.1'].join(', ');
}

// An empty alternative makes credentials optional (OpenAPI, Security Requirement Object).
function needsAuth(operation: CompiledOperation): boolean {
  return operation.security.length > 0 && operation.security.every((names) => names.length > 0);
}

function firstSuccess(operation: CompiledOperation): string {
  const statuses = operation.responses.map(({ status }) => status).filter((status) => status.startsWith('2'));
  return statuses.sort()[0] ?? '2XX';
}

function usualValues({ settings, environment }: PlanInput): Values {
  return { ...environmentValues(environment), ...settings.parameters };
}

function operationNamed(contract: CompiledContract, id: string, where: string): CompiledOperation {
  const operation = contract.operations.find((candidate) => candidate.id === id);
  if (operation !== undefined) return operation;
  const known = contract.operations.map((candidate) => candidate.id);
  const near = nearest(id, known);
  throw new InputError(`${where} names the unknown operation "${id}"; known: ${listOf(known)}`, {
    fix: near === undefined ? 'name one of them' : `did you mean "${near}"?`,
  });
}

/** Whether `404` is what `404`, `4XX` or `default` names. */
export function isExpected(expect: string, status: number): boolean {
  return (
    expect === 'default' ||
    expect === String(status) ||
    expect.toUpperCase() === `${Math.trunc(status / 100)}XX`
  );
}
