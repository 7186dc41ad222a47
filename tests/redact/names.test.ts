import { expect, test } from 'vitest';
import { nameRule } from '../../src/redact/names.ts';

const secret =
  'password Password userPassword db_password PASSWD pwd token X-Auth-Token X-Subject-Token X-Security-Token access_token refreshToken idToken secret client_secret clientSecret secretAccessKey AccessKeyId api_key apiKey X-API-Key apikey Authorization Proxy-Authorization Cookie Set-Cookie signature X-Amz-Signature X-Amz-Credential ak sk AK privateKey private_key credential credentials session_id sessionId JSESSIONID X-Apig-AppCode app_secret appKey jwt passphrase 密码 用户密码 user_pass'.split(
    ' ',
  );
const open =
  'name password_policy passwordExpiresAt token_type tokenType secret_name secret_id signature_method key code keyboard monkey author authority tokenizer status instance_id project_id X-Request-Id X-Sdk-Date X-Sdk-Content-Sha256 Content-Type cookie_policy compass bypass_rules assign design task risk_level sky weak is_token_valid 名称'.split(
    ' ',
  );

test.each(secret)('%s is secret', (name) => expect(nameRule([]).isSecret(name)).toBe(true));
test.each(open)('%s is open', (name) => expect(nameRule([]).isSecret(name)).toBe(false));

test('names from the config count too, without case', () => {
  expect(nameRule(['X-Tenant', 'phone']).isSecret('x-tenant')).toBe(true);
  expect(nameRule(['X-Tenant', 'phone']).isSecret('Phone')).toBe(true);
});
