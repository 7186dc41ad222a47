// One report with everything in it: each level, known, expired, stale, unchecked, several operations and places.
import type { Finding, Matrix, PageReport, TrafficReport } from '../../../src/model.ts';

const har = 'tests/recordings/vendor-sample.har';

export const eipId: Finding = {
  code: 'property-undocumented',
  level: 'warning',
  fingerprint: '7a1f0c3b9d2e4f60',
  operation: 'ShowDetailsOfInstanceV2',
  method: 'GET',
  path: '/v2/{project_id}/apigw/instances/{instance_id}',
  status: '200',
  mediaType: 'application/json',
  pointer: '/eip_id',
  pattern: '/eip_id',
  name: 'eip_id',
  message: 'undocumented property "eip_id"',
  declared: {
    text: 'no, openapi/apig.yaml:61:7 closes the object',
    place: { file: 'openapi/apig.yaml', line: 61, column: 7 },
  },
  documented: {
    by: 'sample',
    text: "only in the page's own sample, not in its table",
    place: { file: 'pages/ShowDetailsOfInstanceV2.md', line: 212 },
  },
  oddOneOut: "the page's table: traffic and the page's own sample agree",
  fix: 'report it to the vendor; if you rely on it, declare it with x-undocumented',
  occurrences: 1,
  outOf: 1,
  where: [
    {
      place: { file: har, pointer: '/log/entries/0' },
      pointer: '/eip_id',
      startedAt: '2026-10-02T08:15:00Z',
    },
  ],
  firstSeen: '2026-10-02T08:15:00Z',
  lastSeen: '2026-10-02T08:15:00Z',
};

const enumValue: Finding = {
  code: 'enum-value-undocumented',
  level: 'error',
  fingerprint: '1b2c3d4e5f607182',
  operation: 'ListInstancesV2',
  method: 'GET',
  path: '/v2/{project_id}/apigw/instances',
  status: '200',
  mediaType: 'application/json',
  pointer: '/instances/3/status',
  pattern: '/instances/*/status',
  name: 'Hibernating',
  message: 'value "Hibernating" is none of the 34 declared values',
  declared: { text: 'one of 34 values', place: { file: 'openapi/apig.yaml', line: 140, column: 11 } },
  documented: { by: 'no', text: 'not among the values of the table' },
  fix: 'report it to the vendor; until then add it to the enum with x-undocumented',
  occurrences: 12,
  outOf: 40,
  where: [0, 4, 9].map((entry) => ({
    place: { file: 'recordings/üñí code.har', pointer: `/log/entries/${entry}` },
    pointer: '/instances/3/status',
    startedAt: `2026-09-0${entry === 0 ? 1 : entry}T00:00:00Z`,
  })),
  firstSeen: '2026-09-01T00:00:00Z',
  lastSeen: '2026-11-20T23:59:59Z',
  expired: { reason: 'the vendor promised a fix', expires: '2026-11-01', ticket: 'API-7' },
};

const malformed: Finding = {
  code: 'body-malformed',
  level: 'error',
  fingerprint: '99aa88bb77cc66dd',
  operation: 'ListInstancesV2',
  method: 'GET',
  path: '/v2/{project_id}/apigw/instances',
  status: '500',
  mediaType: 'text/html',
  pointer: '',
  pattern: '',
  message: 'the body is no JSON: unexpected character at offset 0',
  declared: { text: 'application/json', place: { file: 'openapi/apig.yaml', line: 199, column: 15 } },
  fix: 'look at the gateway in front of the API; it answers with its own page',
  occurrences: 2,
  outOf: 2,
  where: [
    { place: { file: 'recordings/live.ndjson', line: 7 }, pointer: '' },
    { place: { file: 'https://apig.example.com/v2/p/apigw/instances' }, pointer: '' },
  ],
};

const undeclaredOperation: Finding = {
  code: 'operation-undocumented',
  level: 'warning',
  fingerprint: '0f0e0d0c0b0a0908',
  operation: undefined,
  method: 'DELETE',
  path: '/v2/p/apigw/instances/42',
  status: '204',
  mediaType: undefined,
  pointer: '',
  pattern: '',
  message: 'no operation matches DELETE /v2/p/apigw/instances/42',
  declared: { text: 'no such operation' },
  fix: 'declare the operation, or allow it in driftgate.config.ts',
  occurrences: 1,
  where: [{ place: { file: 'recordings/live.ndjson', line: 9 }, pointer: '' }],
};

const known: Finding = {
  ...eipId,
  fingerprint: 'c0ffee00c0ffee00',
  pointer: '/spec_id',
  pattern: '/spec_id',
  name: 'spec_id',
  message: 'undocumented property "spec_id"',
  known: { reason: "in the page's own sample since 2021", expires: '2027-06-30', ticket: 'API-12' },
};

const yes = { state: 'yes' } as const;
const no = { state: 'no' } as const;

const matrix: Matrix = {
  operation: 'ShowDetailsOfInstanceV2',
  status: '200',
  rows: [
    {
      pointer: '/create_time',
      table: { ...yes, text: 'Long' },
      sample: yes,
      contract: { ...yes, text: 'integer' },
      traffic: { observed: 1, outOf: 1 },
    },
    {
      pointer: '/eip_id',
      table: no,
      sample: { ...yes, text: 'string' },
      contract: no,
      traffic: { observed: 1, outOf: 1 },
      oddOneOut: "the page's table stands alone",
    },
    {
      pointer: '/status',
      table: { ...yes, text: 'String' },
      sample: yes,
      contract: { ...yes, text: '34 values' },
      traffic: { observed: 1, outOf: 1 },
    },
    {
      pointer: '/status',
      value: 'Running',
      table: yes,
      sample: yes,
      contract: yes,
      traffic: { observed: 1, outOf: 1 },
    },
    {
      pointer: '/status',
      value: 'Creating',
      table: yes,
      sample: { state: 'unknown' },
      contract: yes,
      traffic: { observed: 0, outOf: 1 },
    },
    {
      pointer: '/vpc_id',
      table: { ...yes, text: 'String' },
      sample: yes,
      contract: { ...yes, text: 'string' },
    },
  ],
};

export const canonical: TrafficReport = {
  version: 1,
  tool: { name: 'driftgate', version: '1.2.3' },
  contract: { source: 'openapi/apig.yaml', hash: 'sha256-0123456789abcdef', title: 'API Gateway' },
  outcome: 'findings',
  counts: {
    recordings: 3,
    exchanges: 46,
    clean: 40,
    withFindings: 5,
    unchecked: 1,
    errors: 2,
    warnings: 2,
    known: 1,
  },
  findings: [undeclaredOperation, enumValue, malformed, eipId, known],
  unchecked: [
    {
      reason: 'body-unrecorded',
      subject: 'ShowDetailsOfInstanceV2 404',
      message: 'the recording does not hold the body: size limit',
      occurrences: 1,
      where: [{ place: { file: har, pointer: '/log/entries/5' }, pointer: '' }],
      allowed: false,
    },
    {
      reason: 'operation-undocumented',
      subject: 'GET /health',
      message: 'no operation of the contract matches',
      occurrences: 3,
      where: [{ place: { file: 'recordings/live.ndjson', line: 1 }, pointer: '' }],
      allowed: true,
    },
  ],
  stale: [
    {
      fingerprint: 'dead00beef00dead',
      code: 'null-undocumented',
      operation: 'ListInstancesV2',
      status: '200',
      pointer: '/instances/*/eip_address',
      reason: 'null for instances without an address',
      ticket: 'API-3',
    },
  ],
  codes: [
    {
      code: 'enum-value-undocumented',
      level: 'error',
      meaning: 'a value is none of the declared ones',
      explanation: 'The contract lists the values of this property.\nThe response holds another one.',
    },
    {
      code: 'property-undocumented',
      level: 'warning',
      meaning: 'a response has a property that the contract does not declare',
      explanation: 'The contract closes this object, and the response has one more property.',
    },
  ],
  matrix: [matrix],
  coverage: {
    operations: { declared: 3, observed: 2 },
    statuses: { declared: 9, observed: 4 },
    byOperation: [
      {
        id: 'CreateInstanceV2',
        method: 'POST',
        path: '/v2/{project_id}/apigw/instances',
        observed: 0,
        responses: [
          { status: '202', observed: 0, mediaTypes: [{ mediaType: 'application/json', observed: 0 }] },
          { status: '4XX', observed: 0, mediaTypes: [] },
        ],
      },
      {
        id: 'ListInstancesV2',
        method: 'GET',
        path: '/v2/{project_id}/apigw/instances',
        observed: 42,
        responses: [
          { status: '200', observed: 40, mediaTypes: [{ mediaType: 'application/json', observed: 40 }] },
          { status: '500', observed: 2, mediaTypes: [{ mediaType: 'application/json', observed: 0 }] },
        ],
      },
      {
        id: 'ShowDetailsOfInstanceV2',
        method: 'GET',
        path: '/v2/{project_id}/apigw/instances/{instance_id}',
        observed: 2,
        responses: [
          { status: '200', observed: 1, mediaTypes: [{ mediaType: 'application/json', observed: 1 }] },
          { status: '401', observed: 0, mediaTypes: [] },
          { status: '403', observed: 0, mediaTypes: [] },
          { status: '404', observed: 1, mediaTypes: [{ mediaType: 'application/json', observed: 1 }] },
          { status: '500', observed: 0, mediaTypes: [] },
        ],
      },
    ],
  },
};

const nothing = { declared: 3, observed: 0 };

export const nothingChecked: TrafficReport = {
  ...canonical,
  outcome: 'unchecked',
  counts: {
    recordings: 1,
    exchanges: 0,
    clean: 0,
    withFindings: 0,
    unchecked: 0,
    errors: 0,
    warnings: 0,
    known: 0,
  },
  findings: [],
  stale: [],
  unchecked: [
    {
      reason: 'nothing-observed',
      subject: 'recordings/empty.har',
      message: 'the recording holds no exchange',
      occurrences: 1,
      where: [{ place: { file: 'recordings/empty.har' }, pointer: '' }],
      allowed: false,
    },
  ],
  coverage: { operations: nothing, statuses: { declared: 9, observed: 0 }, byOperation: [] },
};

export const clean: TrafficReport = {
  ...canonical,
  outcome: 'passed',
  counts: {
    recordings: 3,
    exchanges: 46,
    clean: 46,
    withFindings: 0,
    unchecked: 0,
    errors: 0,
    warnings: 0,
    known: 0,
  },
  findings: [],
  stale: [],
  unchecked: [],
};

const onPage = {
  operation: 'ShowDetailsOfInstanceV2',
  method: 'GET',
  path: '/v2/{project_id}/apigw/instances/{instance_id}',
  mediaType: undefined,
} as const;

const page = 'pages/ShowDetailsOfInstanceV2.md';

const addedOnPage: Finding = {
  ...onPage,
  code: 'docs-enum-value-added',
  level: 'warning',
  fingerprint: 'aa00000000000001',
  status: '200',
  pointer: '/status',
  pattern: '/status',
  name: 'Hibernating',
  message: 'the page lists "Hibernating" for /status, the contract does not',
  declared: {
    text: 'no, it lists Running, Frozen',
    place: { file: 'openapi/apig.yaml', line: 140, column: 11 },
  },
  documented: { by: 'table', text: 'yes' },
  observed: {
    count: 3,
    outOf: 40,
    firstSeen: '2026-09-01T00:00:00Z',
    lastSeen: '2026-11-20T23:59:59Z',
    recordings: ['recordings/a.har', 'recordings/b.har'],
  },
  oddOneOut: 'the contract is the odd one out: page and traffic have it',
  fix: 'declare it; driftgate propose writes the change',
  occurrences: 1,
  where: [{ place: { file: page, line: 120, column: 9 }, pointer: '/status' }],
};

const contradiction: Finding = {
  ...onPage,
  code: 'docs-sample-type-mismatch',
  level: 'error',
  fingerprint: 'aa00000000000002',
  status: 'request',
  pointer: '/tags/*/size',
  pattern: '/tags/*/size',
  message: 'the table says Integer, the sample shows a string',
  documented: { by: 'table', text: 'yes, as Integer', place: { file: page, line: 88 } },
  related: [{ label: 'table', place: { file: page, line: 88, column: 1 } }],
  fix: 'find out which one the service sends; the contract follows the wire',
  occurrences: 2,
  where: [{ place: { file: page, line: 212, column: 5 }, pointer: '/tags/*/size' }],
};

const reviewed: Finding = {
  ...contradiction,
  code: 'docs-sample-property-undocumented',
  fingerprint: 'aa00000000000003',
  status: '200',
  pointer: '/eip_id',
  pattern: '/eip_id',
  message: 'the sample has "eip_id", its table has no such row',
  known: { reason: 'reviewed with the team', by: 'review' },
};

const onPurpose: Finding = {
  ...contradiction,
  code: 'docs-property-removed',
  fingerprint: 'aa00000000000004',
  status: '200',
  pointer: '/trace',
  pattern: '/trace',
  message: 'the contract has /trace, the page does not',
  known: { reason: 'seen since 2021', by: 'contract' },
};

/** What `docs check` gives: a page against itself, the contract and the traffic, and one that could not be fetched. */
export const ofPages: PageReport = {
  version: 1,
  tool: { name: 'driftgate', version: '1.2.3' },
  contract: canonical.contract,
  pages: [
    { file: page, operation: 'ShowDetailsOfInstanceV2', hash: '0123456789abcdef'.repeat(4) },
    { file: 'pages/ListInstancesV2.md', operation: 'ListInstancesV2', hash: 'fedcba9876543210'.repeat(4) },
  ],
  outcome: 'findings',
  counts: { recordings: 2, exchanges: 46, errors: 1, warnings: 1, known: 2 },
  findings: [contradiction, reviewed, addedOnPage, onPurpose],
  unchecked: [
    {
      reason: 'page-unreachable',
      subject: 'https://vendor.example/CreateInstanceV2.html',
      message: 'no answer within 15 s',
      occurrences: 1,
      where: [{ place: { file: 'https://vendor.example/CreateInstanceV2.html' }, pointer: '' }],
      allowed: false,
    },
  ],
  stale: [],
  codes: [
    {
      code: 'docs-sample-type-mismatch',
      level: 'error',
      meaning: 'a sample value is not of the type that its table states',
      explanation: 'Null is no mismatch.',
    },
  ],
};

/** What `docs diff` gives, without a contract: one page changed, one did not. */
export const sinceReview: PageReport = {
  ...ofPages,
  contract: undefined,
  pages: ofPages.pages.map((each, index) => ({ ...each, isChanged: index === 0 })),
  outcome: 'findings',
  counts: { errors: 1, warnings: 0, known: 0 },
  findings: [
    {
      ...onPage,
      code: 'docs-type-changed',
      level: 'error',
      fingerprint: 'aa00000000000005',
      status: '200',
      pointer: '/size',
      pattern: '/size',
      message: '/size is Integer in the reviewed page, String in the page',
      related: [
        { label: 'reviewed', place: { file: page, line: 80, column: 1 } },
        { label: 'types', place: { file: 'src/generated/apig/types.ts', line: 41 } },
      ],
      fix: 'correct the contract after what the service sends',
      occurrences: 1,
      where: [{ place: { file: page, line: 82, column: 1 }, pointer: '/size' }],
    },
  ],
  unchecked: [],
  codes: [],
};
