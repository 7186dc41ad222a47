// Reports whose every untrusted field holds a given text: names, values, paths, reasons, places.
import type { Finding, Place, Report } from '../../../src/model.ts';
import { canonical, eipId } from './canonical-report.ts';

/** Each was written to break one of the formats. */
export const injections: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</script><script>alert(1)</script>',
  '</style><style>*{display:none}',
  '--><h1>x</h1><!--',
  ']]>',
  '&lt;b&gt; &amp; &#0; &nbsp;',
  'javascript:alert(1)',
  '[click](https://evil.example)',
  '![x](https://evil.example/x.png)',
  '<https://evil.example>',
  'https://evil.example www.evil.example a@evil.example',
  '@octocat #1 GH-1 octo/repo#1 0123456789abcdef0123456789abcdef01234567',
  '```\n# heading\n```',
  '` `` ``` ````',
  '`',
  'a ` <b>@octocat</b> https://evil.example ` b',
  'a `` ` <b>@octocat</b> `` b',
  '~~~\n<b>x</b>',
  '| a | b |\n|---|---|',
  '- [ ] task\n\n# heading\n\n---',
  '::error file=a::b',
  'x\n::set-output name=a::b',
  '\r::stop-commands::x',
  '\u2028::add-mask::x',
  '##[add-path]/evil',
  '##vso[task.setvariable variable=a]b',
  '##teamcity[buildStatus]',
  '%0A::error::x %25 %3A,a=b',
  '\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007',
  '\u009b31m \u0090q\u009c',
  '\u0000\u0001\u0008\u000b\u000c\u001f\u007f\u0085',
  '\u202eevil\u202c \u2066x\u2069 \u061c',
  '\u200b\u200d\ufeff\u00ad\u2060\u180e',
  '\ud800 \udfff \ud800x',
  '\ufffe\uffff\u{1fffe}',
  '\u{e0001}\u{e0061}',
  'a\tb\nc\r\nd\u2029e',
  '__proto__',
  'constructor',
  '{0} {{x}} {project_id}',
  '[x](1) \\[y\\](2)',
  '',
  ' ',
  'x'.repeat(5000),
  '界'.repeat(500),
];

function placeOf(text: string): Place {
  return { file: `recordings/${text}`, pointer: `/log/${text}` };
}

export function hostileFinding(text: string, fingerprint: string): Finding {
  return {
    ...eipId,
    fingerprint,
    code: 'property-undocumented',
    operation: text,
    method: text,
    path: text,
    status: text,
    mediaType: text,
    pointer: `/${text}`,
    pattern: `/${text}`,
    name: text,
    message: `undocumented property ${text}`,
    declared: { text, place: { file: text, line: 3, column: 4 } },
    documented: { by: 'no', text, place: { file: text, line: 7 } },
    oddOneOut: text,
    fix: text,
    occurrences: 3,
    outOf: 9,
    where: [
      { place: placeOf(text), pointer: `/${text}`, startedAt: text },
      { place: { file: text, line: 9 }, pointer: text },
      { place: { file: `https://api.example/${text}` }, pointer: text },
    ],
    firstSeen: text,
    lastSeen: text,
    expired: { reason: text, expires: text, ticket: text },
  };
}

/** The text in every field that comes from a response, a page, a recording's name or the baseline. */
export function hostileReport(texts: readonly string[], elsewhere: readonly string[] = texts): Report {
  const findings = texts.flatMap((text, index) => [
    hostileFinding(text, `${index}a`),
    { ...hostileFinding(text, `${index}b`), known: { reason: text, expires: text, ticket: text } },
  ]);
  return {
    ...canonical,
    contract: { source: `openapi/${texts[0]}`, hash: 'sha256-0', title: texts[0] ?? '' },
    findings,
    unchecked: elsewhere.map((text) => ({
      reason: text,
      subject: text,
      message: text,
      occurrences: 2,
      where: [{ place: placeOf(text), pointer: text }],
      allowed: text.length % 2 === 0,
    })),
    stale: elsewhere.map((text, index) => ({
      fingerprint: `${index}c`,
      code: text,
      operation: text,
      status: text,
      pointer: text,
      reason: text,
    })),
    codes: elsewhere.map((text) => ({ code: text, level: 'error', meaning: text, explanation: text })),
    matrix: elsewhere.map((text) => ({
      operation: text,
      status: text,
      rows: [
        {
          pointer: text,
          value: text,
          table: { state: 'yes', text },
          sample: { state: 'no', text },
          contract: { state: 'unknown', text },
          traffic: { observed: 1, outOf: 2 },
          oddOneOut: text,
        },
      ],
    })),
    coverage: {
      ...canonical.coverage,
      byOperation: elsewhere.map((text) => ({
        id: text,
        method: text,
        path: text,
        observed: 1,
        responses: [{ status: text, observed: 1, mediaTypes: [{ mediaType: text, observed: 1 }] }],
      })),
    },
  };
}
