// The certificates that `live.ca` adds to those that Node trusts.
import { X509Certificate } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import { getCACertificates } from 'node:tls';
import { InputError } from '../../lib/input-error.ts';
import type { Settings } from '../config/settings.ts';
import { readText } from '../files.ts';

type Source = Pick<Settings, 'config' | 'placeOf' | 'root'>;

/** All that are trusted, as PEM; undefined: those of Node. What is given to node:tls takes the place of these. */
export function trustedCertificates(settings: Source): readonly string[] | undefined {
  const own = settings.config.live?.ca;
  if (own === undefined) return undefined;
  return [
    ...getCACertificates('default'),
    ...own.map((given, index) => certificateOf(given, index, settings)),
  ];
}

/** `given`: a PEM text, or the name of a file that holds one, from the folder of the config. */
function certificateOf(given: string, index: number, { placeOf, root }: Source): string {
  const isText = given.includes('-----BEGIN ');
  const file = isAbsolute(given) ? given : join(root, given);
  const text = isText ? given : readText(file);
  try {
    new X509Certificate(text);
  } catch {
    throw new InputError(isText ? 'live.ca is no certificate' : 'this is no certificate', {
      place: isText ? placeOf(['live', 'ca', String(index)]) : { file },
      fix: 'live.ca takes certificates in PEM, or the names of their files',
    });
  }
  return text;
}
