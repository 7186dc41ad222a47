import { plural } from '../../lib/plural.ts';
import { visible } from '../../lib/visible-text.ts';
import { missingCredentials } from '../../live/credentials.ts';
import { type Probe, unaskedOperations } from '../../live/plan.ts';
import { type Command, exitCodes, type Input, type Io } from '../command.ts';
import { settingsOf } from '../config/settings.ts';
import { contractOptions } from '../options.ts';
import { openContract } from '../run/contract.ts';
import { planLive } from '../run/live.ts';

export const command: Command = {
  description:
    'List what check --live would send, and what it can not send and why; send nothing. Credentials come from live.auth of the ' +
    "config, or from the variables that the contract's security schemes suggest; those of Huawei Cloud are APIG_TOKEN and HUAWEICLOUD_SDK_*.",
  arguments: [],
  options: contractOptions,
  examples: {
    'driftgate probe': 'each probe, or why it cannot be sent',
  },
  run: runProbe,
};

async function runProbe(input: Input, io: Io): Promise<number> {
  const settings = await settingsOf(input, io);
  const module = await openContract(settings, io);
  const { contract } = module;
  const plan = await planLive(settings, module, io);
  const probes = plan.probes.map((probe) => {
    const notReady = probe.notReady ?? missingCredentials(probe, plan.credentials, io.env);
    return notReady === undefined ? probe : { ...probe, notReady };
  });
  const unasked = unaskedOperations(contract, probes);
  await io.stdout.write(
    [
      ...probes.map(lineOf),
      ...unasked.map(
        ({ id, method, path }) => `${id}: not asked, ${method} ${visible(path)} is not probed by itself\n`,
      ),
      `${plural(probes.length, 'probe')}, nothing was sent\n`,
    ].join(''),
  );
  return probes.length === 0 || probes.some(({ notReady }) => notReady !== undefined)
    ? exitCodes.unchecked
    : exitCodes.passed;
}

// Parameter names, not their values: a query may hold a key.
function lineOf({ name, request, purpose, auth, notReady }: Probe): string {
  const [address = '', query] = request.url.split('?');
  const parameters = query === undefined ? '' : `?${query.replace(/=[^&]*/g, '=…')}`;
  const credentials = auth === 'none' ? ', without credentials' : '';
  const first = `${visible(name)}: ${request.method} ${visible(address + parameters)} (${purpose}${credentials})\n`;
  return notReady === undefined ? first : `${first}  not ready: ${visible(notReady)}\n`;
}
