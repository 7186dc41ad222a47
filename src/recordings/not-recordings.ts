// Files that look like recordings and hold no observed exchange, or too little of one: each is refused and called what it is.
import type { Head } from './format.ts';

type NotRecording = {
  /** `a Pact file`. */
  readonly name: string;
  readonly why: string;
  readonly fix: string;
  readonly sniff: (head: Head) => boolean;
};

const NOT_RECORDINGS: readonly NotRecording[] = [
  {
    name: 'a Pact file',
    why: 'it says what a consumer expects, not what was observed',
    fix: 'record the traffic of its verification, as HAR or NDJSON',
    sniff: ({ outline: { names } }) =>
      names.has('consumer') && names.has('provider') && (names.has('interactions') || names.has('messages')),
  },
  {
    name: 'WireMock mappings',
    why: 'they say what a stub answers, not what was observed',
    fix: "give WireMock's journal of proxied requests, GET /__admin/requests",
    sniff: ({ outline: { root, names } }) => {
      const at = root === 'array' ? '*/' : '';
      if (root === 'object' && names.has('mappings')) return true;
      const isNumbered = names.has(`${at}id`) && names.has(`${at}uuid`);
      const isMapping = isNumbered || MAPPING.some((name) => names.has(at + name));
      return isMapping && names.has(`${at}request`) && names.has(`${at}response`);
    },
  },
  {
    name: 'a log of Kong',
    why: 'it holds no bodies',
    fix: 'record with driftgate proxy, or as HAR',
    sniff: ({ outline: { root, names } }) => {
      const at = root === 'array' ? '*/' : '';
      return names.has(`${at}latencies`) && names.has(`${at}request`);
    },
  },
  {
    name: 'an Insomnia export',
    why: 'it holds requests, and no responses',
    fix: 'export the responses as HAR',
    sniff: ({ text, outline: { names } }) =>
      names.has('__export_format') || /^type: *["']?[\w.]*\.insomnia\.rest\//m.test(text),
  },
  {
    name: 'an OpenAPI document',
    why: 'it is a contract, not what was observed',
    fix: 'give it with --contract',
    sniff: ({ text, outline: { root, names } }) =>
      root === 'none'
        ? /^(?:openapi|swagger): *["']?\d/m.test(text)
        : names.has('paths') && (names.has('openapi') || names.has('swagger')),
  },
];

/** What a stub mapping has, and a record of an exchange does not (https://wiremock.org/docs/standalone/admin-api-reference/). */
const MAPPING = [
  'persistent',
  'insertionIndex',
  'scenarioName',
  'requiredScenarioState',
  'newScenarioState',
  'postServeActions',
  'serveEventListeners',
  'request/urlPath',
  'request/urlPattern',
  'request/urlPathPattern',
  'request/urlPathTemplate',
  'request/queryParameters',
  'request/bodyPatterns',
  'response/bodyFileName',
  'response/jsonBody',
  'response/base64Body',
  'response/transformers',
  'response/proxyBaseUrl',
  'response/fixedDelayMilliseconds',
  'response/fault',
];

export function notRecordingIn(head: Head): NotRecording | undefined {
  return NOT_RECORDINGS.find(({ sniff }) => sniff(head));
}
