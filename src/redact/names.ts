// Decides which names carry credentials. Names are compared word by word: userPassword, db_password and X-Auth-Token are secret,
// password_policy, token_type and secret_name are not.

const lastWords = new Set(
  'password passwords passwd pwd pass passphrase passcode secret secrets token tokens signature signatures credential credentials apikey cookie cookies jwt otp authorization appcode'.split(
    ' ',
  ),
);

const whole = new Set(
  'ak sk sig sign sid xauth phpsessid session sessionid assertion clientassertion codeverifier samlresponse samlrequest accesskeyid secretaccesskey awsaccesskeyid psk connectionstring bearer hmac'.split(
    ' ',
  ),
);

const endings =
  /(?:password|passwd|passphrase|secret|token|signature|credentials?|apikey|appkey|appcode|accesskey|secretkey|privatekey|authkey|signingkey|encryptionkey|sharedkey|accountkey|masterkey|subscriptionkey|licensekey|sessionid|sessid|sessionkey|accesskeyid|applicationkey|clientkeydata)$/;

const chinese = /(?:密码|口令|令牌|密钥|私钥|签名|凭证)$/;

/** Secret only as query or form parameters: elsewhere `key` and `code` are ordinary names. */
const parameterNames = new Set(['key', 'code', 'auth', 'ticket']);

/** A number under such a name is a count (of tokens, of cookies) and no credential. */
const counted = /(?:tokens|passwords|secrets|cookies|signatures)[\d_-]*$/i;

export type NameRule = {
  readonly isSecret: (name: string) => boolean;
  readonly isSecretParameter: (name: string) => boolean;
  readonly isCount: (name: string) => boolean;
};

/** `extra`: names from the config, compared case-insensitively. */
export function nameRule(extra: readonly string[]): NameRule {
  const own = new Set(extra.map((name) => name.toLowerCase()));
  const known = new Map<string, boolean>();
  function isSecret(name: string): boolean {
    let answer = known.get(name);
    if (answer === undefined) {
      answer = own.has(name.toLowerCase()) || isUsuallySecret(name);
      if (known.size < 10_000) known.set(name, answer);
    }
    return answer;
  }
  return {
    isSecret,
    isSecretParameter: (name) => isSecret(name) || parameterNames.has(name.toLowerCase()),
    isCount: (name) => counted.test(name),
  };
}

function isUsuallySecret(name: string): boolean {
  if (name.length > 100) return false;
  const words = wordsOf(name);
  const joined = words.join('');
  return lastWords.has(words.at(-1) ?? '') || whole.has(joined) || endings.test(joined) || chinese.test(name);
}

function wordsOf(name: string): string[] {
  return (
    name
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
      .toLowerCase()
      // X-Hub-Signature-256, password2
      .replace(/[^\p{L}]+$/u, '')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
  );
}

/** Whether every value inside of this property is secret, whatever its own name. */
export function coversAllBelow(name: string): boolean {
  return /(?:passwords?|passwd|secrets?|credentials?|privatekey)$/.test(wordsOf(name).join(''));
}
