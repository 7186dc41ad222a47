// What a run takes from config and flags, as JSON: for `driftgate check --print-config`.
import { findFiles } from '../../recordings/find.ts';
import { createRedactor } from '../../redact/create.ts';
import type { Settings } from './settings.ts';

/** Paths are relative to the working directory; `config` is what the config says, with the flags over it. Secrets are left out. */
export async function printedSettings(settings: Settings, secrets: readonly string[]): Promise<string> {
  const { config, configFile, contract, compiled, recordings, exclude, baseline, failOn } = settings;
  const files = recordings.includes('-') ? [] : await findFiles(recordings, { exclude });
  const redactor = createRedactor({ names: config.redact ?? [], secrets });
  const shown = {
    configFile: configFile ?? null,
    contract: contract ?? null,
    compiled: compiled ?? null,
    recordings: files.map(({ path }) => path),
    baseline: baseline?.file ?? null,
    failOn,
    config,
  };
  const printable = (key: string, value: unknown): unknown => {
    if (typeof value === 'string') return redactor.isSecretParameter(key) ? '(secret)' : redactor.text(value);
    if (typeof value === 'function') return '(function)';
    return value instanceof RegExp ? String(value) : value;
  };
  return `${JSON.stringify(shown, printable, 2)}\n`;
}
