// One valid body of all 30 properties, about 1.1 KB as text, and the same contract as other validators get it.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { loadContract } from '../../src/contract/load.ts';
import { contract } from '../../src/generated/apig/contract.js';
import { detail } from '../../src/generated/apig/detail.js';
import type { CompiledContent, ContractDetail, Validate } from '../../src/model.ts';

export const body: Readonly<Record<string, unknown>> = {
  id: '7a6b1a2c4d5e4f60718293a4b5c6d7e8',
  project_id: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  instance_name: 'apig-benchmark',
  status: 'Running',
  instance_status: 6,
  type: 'apig',
  spec: 'PROFESSIONAL_IPV6',
  create_time: 1763956469000,
  enterprise_project_id: '0',
  eip_address: '203.0.113.17',
  charging_mode: 0,
  cbc_metadata: 'order-20261124-0001',
  description: 'the instance that the benchmark asks for',
  vpc_id: '0957108c-257c-4ce0-9e93-527d279ce763',
  subnet_id: 'a938121c-11c4-4c91-b983-bc9acd347bb5',
  security_group_id: '36d0ec18-bd10-4da7-86f3-ad7a5ddc55d7',
  maintain_begin: '22:00:00',
  maintain_end: '02:00:00',
  ingress_ip: '192.0.2.11',
  user_id: 'c0ffee00c0ffee00c0ffee00c0ffee00',
  nat_eip_ipv6_cidr: '2001:db8::/64',
  eip_ipv6_address: '2001:db8::17',
  nat_eip_address: '203.0.113.18',
  bandwidth_size: 5,
  available_zone_ids: '[xx-xxx-7a, xx-xxx-7b]',
  instance_version: '2.0.7',
  virsubnet_id: '',
  roma_eip_address: '',
  listeners: {},
  supported_features: ['route', 'plugin', 'acl', 'custom_auth', 'vpc_channel', 'ssl'],
};

export const text: string = JSON.stringify(body);

export const drifted: Readonly<Record<string, unknown>> = { ...body, eip_id: 'x', spec_id: 'y' };

export type Subject = {
  readonly content: CompiledContent;
  readonly detail: ContractDetail;
  readonly ajvClosed: Validate;
  readonly ajvClosedAllErrors: Validate;
};

export async function subject(): Promise<Subject> {
  const response = contract.operations[0]?.responses.find(({ status }) => status === '200');
  const content = response?.content[0];
  if (content === undefined) throw new Error('the shipped contract has no 200');
  return { content, detail, ajvClosed: await closed(false), ajvClosedAllErrors: await closed(true) };
}

/** The schema of the 200 as written, closed by additionalProperties: false. */
async function closed(allErrors: boolean): Promise<Validate> {
  const { document } = await loadContract('openapi/apig.yaml');
  const schema = document.components?.schemas?.InstanceDetail;
  if (typeof schema !== 'object') throw new Error('the shipped contract has no InstanceDetail');
  const ajv = new Ajv2020({ strict: false, allErrors });
  addFormats.default(ajv);
  const validate = ajv.compile({ ...schema, additionalProperties: false });
  return (value) => validate(value);
}
