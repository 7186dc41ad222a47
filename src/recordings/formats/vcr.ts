// Cassettes of VCR and its kin (vcrpy, betamax, go-vcr): YAML or JSON with `http_interactions` or `interactions`.
import { InputError } from '../../lib/input-error.ts';
import { isObject, type JsonObject } from '../../lib/objects.ts';
import type { Body, Exchange, Place, Unreadable } from '../../model.ts';
import type { ByteSource, Entry, Head, RecordingFormat } from '../format.ts';
import { base64Body, headersFrom, isStatus, noBody, octetBody, statusProblem, textBody } from '../message.ts';
import { wholeText } from '../source.ts';

export const vcr: RecordingFormat = {
  name: 'vcr',
  description: 'VCR cassettes, YAML or JSON',
  sniff: isCassette,
  read: readCassette,
};

const names = ['http_interactions', 'interactions'];

function isCassette({ text, outline }: Head): boolean {
  if (outline.root === 'object') return names.some((name) => outline.names.has(name));
  return outline.root === 'none' && /^(?:http_)?interactions:[ \t]*(?:#.*)?\r?(?:\n|\[)/m.test(text);
}

async function* readCassette(source: ByteSource): AsyncGenerator<Iterable<Entry>> {
  const cassette = await parse(await wholeText(source.name, source.chunks), source.name);
  const name = names.find((known) => isObject(cassette) && Array.isArray(cassette[known]));
  if (name === undefined || !isObject(cassette))
    throw new InputError(`has no list ${names.join(' or ')}`, {
      place: { file: source.name },
      fix: 'give a whole cassette',
    });
  const list = cassette[name] as readonly unknown[];
  yield list.map((interaction, index) =>
    entryOf(interaction, { source: source.name, index, pointer: `/${name}/${index}` }),
  );
}

// Every scalar but null stays text: what the emitters quote differs, and `1e3` may be a request id.
async function parse(text: string, file: string): Promise<unknown> {
  const yaml = await import('yaml');
  const rubyBinary = { tag: '!binary', resolve: (value: string) => Buffer.from(value, 'base64') };
  const document = yaml.parseDocument(text, {
    schema: 'failsafe',
    customTags: ['null', 'binary', rubyBinary],
    logLevel: 'error',
  });
  const [error] = document.errors;
  const { line, col } = error?.linePos?.[0] ?? { line: 1, col: 1 };
  if (error !== undefined) throw broken(error, { file, line, column: col });
  try {
    return document.toJS({ maxAliasCount: 10_000 });
  } catch (failure) {
    throw broken(failure, { file });
  }
}

function broken(error: unknown, place: Place): InputError {
  const message = String(error instanceof Error ? error.message : error).split('\n')[0];
  return new InputError(`not YAML that can be read: ${message}`, { place, fix: 'record it again' });
}

type At = { readonly source: string; readonly index: number; readonly pointer: string };

function entryOf(interaction: unknown, at: At): Exchange | Unreadable {
  if (!isObject(interaction) || !isObject(interaction.request) || !isObject(interaction.response))
    return { ...at, unreadable: 'no interaction: has no request or no response' };
  const { request, response } = interaction;
  const url = request.uri ?? request.url;
  if (typeof request.method !== 'string' || typeof url !== 'string')
    return { ...at, unreadable: 'no interaction: has no method or no uri' };
  const status = statusOf(response);
  if (!isStatus(status)) return { ...at, unreadable: statusProblem(status) };
  const startedAt = timeOf(interaction.recorded_at);
  return {
    ...at,
    ...(startedAt !== undefined && { startedAt }),
    request: {
      method: request.method.toUpperCase(),
      url,
      headers: headersFrom(request.headers),
      body: bodyOf(request.body),
    },
    response: { status, headers: headersFrom(response.headers), body: bodyOf(response.body) },
  };
}

function statusOf(response: JsonObject): number | undefined {
  const { status, code } = response;
  const value = isObject(status) ? status.code : (code ?? /^\d{3}/.exec(String(status))?.[0]);
  return value === undefined || value === null ? undefined : Number(value);
}

function bodyOf(body: unknown): Body {
  if (body === undefined || body === null) return noBody();
  if (typeof body === 'string') return textBody(body);
  if (body instanceof Uint8Array) return octetBody(body);
  if (!isObject(body)) return { kind: 'json', value: body };
  return typeof body.base64_string === 'string' ? base64Body(body.base64_string) : bodyOf(body.string);
}

/** Ruby writes the HTTP date of RFC 9110 section 5.6.7; the model holds RFC 3339. */
function timeOf(recorded: unknown): string | undefined {
  if (typeof recorded !== 'string') return undefined;
  if (/^\d{4}-\d\d-\d\dT/.test(recorded)) return recorded;
  const time = Date.parse(recorded);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
