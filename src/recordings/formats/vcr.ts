// Cassettes of VCR and its kin (vcrpy, betamax, go-vcr): YAML or JSON with `http_interactions` or `interactions`.
import { methodNamed } from '../../lib/http-methods.ts';
import { InputError } from '../../lib/input-error.ts';
import { isObject, type JsonObject } from '../../lib/objects.ts';
import { parseIndented } from '../../lib/yaml-indent.ts';
import type { Body, Exchange, Place, Unreadable } from '../../model.ts';
import type { ByteSource, Entry, Head, RecordingFormat } from '../format.ts';
import {
  type At,
  base64Body,
  headersFrom,
  noBody,
  octetBody,
  onlyOne,
  optionalText,
  readRecord,
  refuse,
  statusFrom,
  textBody,
} from '../message.ts';
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
  if (outline.root !== 'none') return false;
  const [, indent = ''] = /^( *)[^\s#%-]/m.exec(text) ?? [];
  return new RegExp(`^${indent}(["']?)(?:http_)?interactions\\1:[ \\t]*(?:#.*)?\\r?(?:\\n|\\[)`, 'm').test(
    text,
  );
}

async function* readCassette(source: ByteSource): AsyncGenerator<Iterable<Entry>> {
  const text = await wholeText(source.name, source.chunks);
  const cassette = await parse(text, source);
  const present = names.filter((known) => isObject(cassette) && cassette[known] !== undefined);
  const [name] = present;
  if (name === undefined || present.length > 1 || !isObject(cassette) || !Array.isArray(cassette[name]))
    throw new InputError(`has no one list ${names.join(' or ')}`, {
      place: { file: source.name },
      fix: 'give a whole cassette',
    });
  const list = cassette[name] as readonly unknown[];
  const entries = list.map((interaction, index) =>
    entryOf(interaction, { source: source.name, index, pointer: `/${name}/${index}` }),
  );
  const isCut = Object.keys(cassette).at(-1) === name && endsWithinLine(text);
  yield isCut ? [...entries, { source: source.name, index: list.length, unreadable: CUT }] : entries;
}

const CUT = 'ends within a line of its last interaction, as if it were cut off; end it with a line break';

/** Emitters of YAML end the last line. What is cut there is often YAML all the same; braces of JSON close or not. */
function endsWithinLine(text: string): boolean {
  return !/[\r\n]$/.test(text) && !/^\s*\{/.test(text);
}

// Every scalar but null stays text: what the emitters quote differs, and `1e3` may be a request id.
async function parse(text: string, { name: file, limits }: ByteSource): Promise<unknown> {
  const most = Math.floor(limits.jsonTokens / YAML_COST);
  if (hasMoreMarks(text, most))
    throw new InputError(
      `has more than ${most.toLocaleString('en')} lines and flow marks of YAML, a tenth of limits.jsonTokens of the config`,
      { place: { file }, fix: 'split it, raise the limit, or record as NDJSON' },
    );
  const { parseDocument } = await import('yaml');
  const rubyBinary = { tag: '!binary', resolve: (value: string) => Buffer.from(value, 'base64') };
  try {
    const { document, offsetOf } = parseIndented(text, (indented) =>
      parseDocument(indented, {
        schema: 'failsafe',
        customTags: ['null', 'binary', rubyBinary],
        logLevel: 'error',
        prettyErrors: false,
      }),
    );
    const [error] = document.errors;
    if (error !== undefined) throw broken(error, placeAt(text, offsetOf(error.pos[0]), file));
    return document.toJS({ maxAliasCount: 10_000 });
  } catch (failure) {
    // A stack overflow, where it is nested too deep, or more aliases than are followed.
    throw failure instanceof InputError ? failure : broken(failure, { file });
  }
}

/** So many times the time and memory of JSON. */
const YAML_COST = 10;

/** Lines and what begins or divides a flow collection: about as many as there are values. */
function hasMoreMarks(text: string, most: number): boolean {
  if (text.length <= most) return false;
  let left = most;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code === 0x0a || code === 0x2c || code === 0x5b || code === 0x7b) && --left < 0) return true;
  }
  return false;
}

function placeAt(text: string, offset: number, file: string): Place {
  const before = text.slice(0, offset);
  return { file, line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

function broken(error: unknown, place: Place): InputError {
  const message = String(error instanceof Error ? error.message : error).split('\n')[0];
  return new InputError(`not YAML that can be read: ${message}`, { place, fix: 'record it again' });
}

function entryOf(interaction: unknown, at: At): Exchange | Unreadable {
  return readRecord(at, () => {
    if (!isObject(interaction) || !isObject(interaction.request) || !isObject(interaction.response))
      return refuse('no interaction: has no request or no response');
    const { request, response } = interaction;
    const spelling = onlyOne(request, ['uri', 'url'], 'request');
    const url = spelling === undefined ? undefined : request[spelling];
    if (typeof request.method !== 'string' || typeof url !== 'string')
      return refuse('no interaction: has no method or no uri');
    const startedAt = timeOf(optionalText(interaction.recorded_at, 'recorded_at'));
    return {
      ...at,
      ...(startedAt !== undefined && { startedAt }),
      request: {
        method: methodIn(request.method),
        url,
        headers: headersFrom(request.headers, 'request.headers'),
        body: bodyOf(request.body, 'request.body'),
      },
      response: {
        status: statusFrom(statusOf(response)),
        headers: headersFrom(response.headers, 'response.headers'),
        body: bodyOf(response.body, 'response.body'),
      },
    };
  });
}

/** VCR writes every method in lower case, its descendants as it was sent. */
function methodIn(text: string): string {
  return text === text.toLowerCase() ? text.toUpperCase() : methodNamed(text);
}

/** go-vcr writes both `status: 200 OK` and `code: 200`, older betamax `status_code: 200`. */
function statusOf({ status, code, status_code }: JsonObject): number | undefined {
  const said = [isObject(status) ? status.code : status, code, status_code].filter(
    (one) => one !== undefined && one !== null && one !== '',
  );
  const numbers = said.map((one) =>
    typeof one === 'string' && /^\d{1,3}(?: |$)/.test(one) ? parseInt(one, 10) : NaN,
  );
  const [first] = numbers;
  return numbers.every((number) => Object.is(number, first)) ? first : NaN;
}

function bodyOf(body: unknown, what: string): Body {
  if (body === undefined || body === null) return noBody();
  if (typeof body === 'string') return textBody(body);
  if (body instanceof Uint8Array) return octetBody(body);
  if (!isObject(body)) return refuse(`no exchange: ${what} is neither a text nor an object`);
  // betamax leaves an empty string beside what it has in Base64.
  const isCoded = body.string === '' && typeof body.base64_string === 'string';
  const spelling = onlyOne(body, isCoded ? ['base64_string'] : ['base64_string', 'string'], what);
  if (spelling === 'base64_string') return base64Body(optionalText(body.base64_string, what) ?? '');
  if (spelling === undefined && !Object.hasOwn(body, 'string'))
    return refuse(`no exchange: ${what} has no string`);
  return isObject(body.string) && !(body.string instanceof Uint8Array)
    ? refuse(`no exchange: ${what}.string is no text`)
    : bodyOf(body.string, `${what}.string`);
}

/** Ruby writes the HTTP date of RFC 9110 section 5.6.7; the model holds RFC 3339. */
function timeOf(recorded: string | undefined): string | undefined {
  if (recorded === undefined) return undefined;
  if (/^\d{4}-\d\d-\d\dT/.test(recorded)) return recorded;
  const time = Date.parse(recorded);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
