// Tokens of known forms: secrets that are recognised by their text, whatever their name is.
import { sha256 } from './sha256.ts';

/** What the token is, and its pattern. The first group may stay: it says of which kind the secret is. */
export const TOKENS: readonly (readonly [what: string, pattern: RegExp])[] = [
  // RFC 7519, and the five parts of RFC 7516, the second of which may be empty.
  ['a JSON Web Token', /()\beyJ[\w-]{8,}\.(?:[\w-]{8,}(?:\.[\w-]*){0,3}|(?:\.[\w-]+){3})/g],
  ['an access key', /()\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  [
    'a vendor token',
    /(\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|xapp-|npm_|pypi-|hf_|[srp]k_(?:live|test)_|whsec_|GOCSPX-|ya29\.|do[opr]_v1_|shp(?:at|ca|pa|ss)_|gl(?:rt|dt|ft|cbt|ptt|soat|imt|agent)-|sq0[a-z]{3}-|lin_api_|figd_|ntn_|hv[bsr]\.|ATATT3|sntrys_|glsa_|NRAK-|dckr_pat_|rubygems_|AGE-SECRET-KEY-1|EAACEdEose0cBA|dapi(?=[0-9a-f]{32}\b)|key-(?=[0-9a-z]{32}\b)|secret_(?=[A-Za-z]*\d)(?=[A-Za-z0-9]{32,})))[\w-]{16,}/g,
  ],
  ['a vendor token', /(\bAIza)[\w-]{35}(?![\w-])/g],
  ['a vendor token', /(\bSG\.)[\w-]{16,}\.[\w-]{16,}/g],
  ['a vendor token', /(\bsk-(?:proj-|ant-|svcacct-)?)(?=[\w-]{0,200}\d)(?=[\w-]{0,200}[A-Z])[\w-]{20,}/g],
  ['a token of a web socket', /(\bbearer\.authorization\.k8s\.io\.)[\w-]{8,}/g],
  ['the address of a web hook', /(\bhooks\.slack\.com\/services\/\w+\/\w+\/)\w{16,}/g],
  ['the address of a web hook', /(\/api\/webhooks\/\d{15,}\/)[\w-]{40,}/g],
  ['the token of a bot', /(\bbot\d{6,}:)[\w-]{30,}/g],
  // id-signedData in DER, base64: what IAM's older tokens are.
  ['a signed token', /()\bMII[\w+/-]{1,8}YJKoZIhvcNAQcC[\w+/=-]{40,}/g],
];

/** For text that is shown: names, path segments and values of reports. Equal tokens stay equal. A text without a digit only looks like a token. */
export function masked(text: string): string {
  return TOKENS.reduce((sofar, [, pattern]) => sofar.replace(pattern, mask), text);
}

function mask(all: string, kept: string): string {
  const secret = all.slice(kept.length);
  if (secret.startsWith(MASK) || !/\d/.test(secret)) return all;
  return `${kept || all.slice(0, 4)}${MASK}${sha256(all).slice(0, 8)}`;
}

const MASK = 'REDACTED_';
