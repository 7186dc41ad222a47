// Brings what a test file has (a fetch Response, an undici, axios, supertest or Playwright response, a plain object, an exchange) into one form.
// It is recognised by its shape, so that no client library is needed here. A body that can be read only once stays readable.
import { fieldsFrom } from '../lib/headers.ts';
import type { Body, Exchange, HeaderField, Headers } from '../model.ts';
import { type AxiosResponseLike, axiosBody, axiosTarget } from '../runtime/axios-response.ts';

export type Received = {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly status: number;
  readonly headers: Headers | undefined;
  readonly body: Body;
};

type Fields = Readonly<Record<string, unknown>>;

/** undefined where it is none of them. */
export async function receivedOf(value: unknown): Promise<Received | undefined> {
  if (!isFields(value)) return undefined;
  if (isExchange(value)) return ofExchange(value);
  if (isFetchResponse(value)) return ofFetch(value);
  if (isPlaywrightResponse(value)) return ofPlaywright(value);
  const status = value.status ?? value.statusCode;
  if (typeof status !== 'number') return undefined;
  if (isReadable(value.body)) return { ...(await ofUndici(value, value.body)), status };
  if (isFields(value.config) && 'data' in value)
    return {
      ...(await ofAxios({ ...value, headers: value.headers ?? {} } as Fields & AxiosResponseLike)),
      status,
    };
  if (typeof value.text === 'string' && 'body' in value) return { ...ofSupertest(value), status };
  return { ...ofPlain(value), status };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isExchange(value: Fields): value is Fields & Exchange {
  const { request, response } = value;
  return isFields(request) && isFields(response) && isFields(response.body) && 'kind' in response.body;
}

function ofExchange({ request, response }: Exchange): Received {
  return { method: request.method, url: request.url, ...response, headers: headersOf(response.headers) };
}

type FetchResponse = {
  readonly status: number;
  readonly url: string;
  readonly headers: { readonly forEach: (visit: (value: string, name: string) => void) => void };
  readonly body: unknown;
  readonly bodyUsed: boolean;
  readonly clone: () => { readonly text: () => Promise<string> };
};

function isFetchResponse(value: Fields): value is Fields & FetchResponse {
  return typeof value.clone === 'function' && typeof value.bodyUsed === 'boolean';
}

async function ofFetch(response: FetchResponse): Promise<Received> {
  return {
    method: undefined,
    url: response.url === '' ? undefined : response.url,
    status: response.status,
    headers: headersOf(response.headers),
    body: await fetchBody(response),
  };
}

async function fetchBody(response: FetchResponse): Promise<Body> {
  if (response.body === null) return { kind: 'none' };
  if (response.bodyUsed) throw alreadyRead();
  return { kind: 'text', text: await response.clone().text() };
}

/** Of @playwright/test: an APIResponse, or the Response of a page. Its body may be read any number of times. */
type PlaywrightResponse = {
  readonly status: () => number;
  readonly url: () => string;
  readonly headersArray: () => HeaderField[] | Promise<HeaderField[]>;
  readonly body: () => Promise<Uint8Array>;
  readonly request?: () => { readonly method: () => string };
};

function isPlaywrightResponse(value: Fields): value is Fields & PlaywrightResponse {
  return ['status', 'url', 'headersArray', 'body'].every((name) => typeof value[name] === 'function');
}

async function ofPlaywright(response: PlaywrightResponse): Promise<Received> {
  const octets = await response.body().catch(() => undefined);
  return {
    method: response.request?.().method(),
    url: response.url(),
    status: response.status(),
    headers: withoutCoding(await response.headersArray()),
    body: playwrightBody(octets),
  };
}

/** A redirect or a disposed response has no body. */
function playwrightBody(octets: Uint8Array | undefined): Body {
  if (octets === undefined) return { kind: 'unrecorded', reason: 'Playwright no longer has the body' };
  return octets.length === 0 ? { kind: 'none' } : { kind: 'bytes', bytes: octets };
}

/** Playwright has undone the coding of the body. */
function withoutCoding(fields: readonly HeaderField[]): readonly HeaderField[] {
  return fields.filter(({ name }) => !['content-encoding', 'content-length'].includes(name.toLowerCase()));
}

function alreadyRead(): Error {
  return new Error(
    'the body is already read\n  fix: match the response before its body is read, or read a clone',
  );
}

type Readable = { text: () => Promise<string>; json?: () => Promise<unknown>; readonly bodyUsed?: boolean };

function isReadable(body: unknown): body is Readable {
  return isFields(body) && typeof body.text === 'function';
}

/** The body can be read once: afterwards it gives the same text again. */
async function ofUndici(value: Fields, body: Readable): Promise<Omit<Received, 'status'>> {
  if (body.bodyUsed === true) throw alreadyRead();
  const text = await body.text();
  body.text = async () => text;
  body.json = async () => JSON.parse(text) as unknown;
  Object.defineProperty(body, 'bodyUsed', { value: false, configurable: true });
  return {
    method: undefined,
    url: undefined,
    headers: headersOf(value.headers),
    body: { kind: 'text', text },
  };
}

const MOST_BYTES = 2 ** 31;

async function ofAxios(response: Fields & AxiosResponseLike): Promise<Omit<Received, 'status'>> {
  return {
    ...axiosTarget(response),
    headers: headersOf(response.headers),
    body: await axiosBody(response, MOST_BYTES),
  };
}

function ofSupertest(value: Fields): Omit<Received, 'status'> {
  const request = isFields(value.request) ? value.request : {};
  return {
    method: typeof request.method === 'string' ? request.method : undefined,
    url: typeof request.url === 'string' ? request.url : undefined,
    headers: headersOf(value.headers),
    body: value.text === '' ? { kind: 'none' } : { kind: 'text', text: String(value.text) },
  };
}

function ofPlain(value: Fields): Omit<Received, 'status'> {
  const { method, url, path, headers } = value;
  const target = url ?? path;
  return {
    method: typeof method === 'string' ? method : undefined,
    url: typeof target === 'string' ? target : undefined,
    headers: headersOf(headers),
    body: plainBody('body' in value ? value.body : value.data),
  };
}

function plainBody(body: unknown): Body {
  if (body === undefined) return { kind: 'none' };
  if (typeof body === 'string') return { kind: 'text', text: body };
  return body instanceof Uint8Array ? { kind: 'bytes', bytes: body } : { kind: 'json', value: body };
}

function headersOf(headers: unknown): Headers | undefined {
  return isFields(headers) ? fieldsFrom(headers) : undefined;
}
