/*! English: what an edit does, as the rest of "Undo: …". */
import { type Edit, formatCidr, formatIpv4, type ObjectRef } from '../sim'
import type { Consequence } from '../sim'

/** What a language has to say here: a sentence for every edit, what goes with it, what the wizard could not do. */
export interface EditMessages {
  readonly edit: { readonly [K in Edit['kind']]: (edit: Extract<Edit, { kind: K }>) => string }
  readonly consequence: (consequence: Consequence) => string
  readonly object: Readonly<Record<ObjectRef['kind'], string>>
}

/** The last part of a name that a ReplicaSet made (`nginx-7d6877d777-zp5jg`): the letters are those that Kubernetes draws from. */
const MADE = /-[bcdfghjklmnpqrstvwxz2456789]{6,10}-([bcdfghjklmnpqrstvwxz2456789]{5})$/
const short = (name: string): string => MADE.exec(name)?.[1] ?? name

const field: Readonly<Record<string, string>> = {
  ip: 'the address',
  cidr: 'the prefix',
  vswitch: 'the vSwitch',
  instanceType: 'the instance type',
  rpFilter: 'rp_filter',
  ipForward: 'ip_forward',
  forwarding: 'forwarding',
  listen: 'the ports that it serves',
  securityGroups: 'the security groups',
  sourceDestCheck: 'the source/destination check',
  hostNetwork: 'the network',
  namespace: 'the namespace',
  labels: 'the labels',
  clusterIP: 'the ClusterIP',
  lbIP: 'the load-balancer address',
  lbIPMode: 'ipMode',
  externalIPs: 'the external IPs',
  sourceRanges: 'the source ranges',
  ports: 'the ports',
  externalTrafficPolicy: 'externalTrafficPolicy',
  internalTrafficPolicy: 'internalTrafficPolicy',
  affinitySeconds: 'session affinity',
  endpoints: 'the endpoints',
  endpoint: 'the state as an endpoint',
  internet: 'where it stands',
  type: 'the type',
  innerAccessPolicy: 'the internal policy',
  rules: 'the rules',
  pods: 'the pods',
  ingress: 'the ingress rules',
  egress: 'the egress rules',
  vswitches: 'the vSwitches',
  scheduler: 'the scheduler',
  clusterCIDR: '--cluster-cidr',
  masqueradeAll: '--masquerade-all',
  serviceCIDRs: 'the Service CIDRs',
  gateway: 'the gateway',
  routeTable: 'the route table',
}

/** "the address and the labels", or "4 things". */
function fieldsOf({ change, clear = [] }: { readonly change: object; readonly clear?: readonly string[] }): string {
  const keys = [...new Set([...Object.keys(change), ...clear])]
  const words = keys.map((key) => (Object.hasOwn(field, key) ? (field[key] ?? key) : key))
  if (words.length > 3) return `${words.length} things`
  return words.length < 2 ? (words[0] ?? 'nothing') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

const at = (place: number): string => `no. ${place + 1}`
const on = (value: boolean): string => (value ? 'on' : 'off')

export const editsEn: EditMessages = {
  edit: {
    'set-external-policy': ({ service, policy }) => `set externalTrafficPolicy of ${service} to ${policy}`,
    'set-terway': ({ release }) => `run Terway ${release === '1.4.1' ? '≤ 1.4.1' : '≥ 1.4.2'}`,
    'set-kube-proxy': ({ release }) => `run kube-proxy ${release}`,
    'set-proxy-mode': ({ mode }) => `run kube-proxy in ${mode} mode`,
    'set-rp-filter': ({ value }) => `set rp_filter to ${value} on every node`,
    'set-device-rp-filter': ({ node, dev, value }) => `set rp_filter of ${dev} on ${node} to ${value}`,
    'set-source-check': ({ node, dev, value }) => `turn the source/destination check of ${dev} on ${node} ${on(value)}`,
    'set-ip-forward': ({ node, value }) => `turn ip_forward on ${node} ${on(value)}`,
    'set-device-forwarding': ({ node, dev, value }) => `turn forwarding of ${dev} on ${node} ${on(value)}`,
    'set-symmetric-routing': ({ value }) => `turn symmetric routing ${on(value)}`,
    'set-default-security-group': ({ group }) => `put ENIs without a group into ${group.id}`,
    'set-listener-acl': ({ acl }) =>
      acl === null ? 'let everybody use the listener' : `give the listener a ${acl.type}list`,
    'set-inner-access': ({ group, policy }) => `${policy} traffic inside ${group}`,
    'set-target': ({ ip, port }) => `ask ${formatIpv4(ip)}${port === 0 ? '' : `:${port}`}`,
    'set-backend': ({ backend }) =>
      backend === null ? 'let the scheduler choose' : `take the backend ${short(backend)}`,
    'set-slb-backend': ({ backend }) => `let the SLB take ${short(backend)}`,
    'set-flow': () => 'ask something else',

    'move-pod': ({ pod, node, eni }) => `move ${short(pod)} to ${node === undefined ? eni : `${node}, ${eni}`}`,
    'add-pod': ({ pod }) => `add pod ${short(pod.name)}`,
    'set-pod': (edit) => `change ${fieldsOf(edit)} of ${short(edit.pod)}`,
    'rename-pod': ({ pod, to }) => `rename ${short(pod)} to ${short(to)}`,
    'remove-pod': ({ pod }) => `remove pod ${short(pod)}`,

    'add-vswitch': ({ vswitch }) => `add vSwitch ${vswitch.name}`,
    'set-vswitch': (edit) => `change ${fieldsOf(edit)} of ${edit.vswitch}`,
    'rename-vswitch': ({ vswitch, to }) => `rename vSwitch ${vswitch} to ${to}`,
    'remove-vswitch': ({ vswitch }) => `remove vSwitch ${vswitch}`,
    'add-node': ({ node }) => `add node ${node.name}`,
    'set-node': (edit) => `change ${fieldsOf(edit)} of ${edit.node}`,
    'rename-node': ({ node, to }) => `rename node ${node} to ${to}`,
    'remove-node': ({ node }) => `remove node ${node}`,
    'add-eni': ({ node, eni }) => `add ${eni.dev} to ${node}`,
    'set-eni': (edit) => `change ${fieldsOf(edit)} of ${edit.dev} on ${edit.node}`,
    'rename-eni': ({ node, dev, to }) => `rename ${dev} on ${node} to ${to}`,
    'remove-eni': ({ node, dev }) => `remove ${dev} from ${node}`,

    'add-service': ({ service }) => `add Service ${service.name}`,
    'set-service': (edit) => `change ${fieldsOf(edit)} of Service ${edit.service}`,
    'rename-service': ({ service, to }) => `rename Service ${service} to ${to}`,
    'remove-service': ({ service }) => `remove Service ${service}`,
    'add-client': ({ client }) => `add client ${client.name}`,
    'set-client': (edit) => `change ${fieldsOf(edit)} of ${edit.client}`,
    'rename-client': ({ client, to }) => `rename client ${client} to ${to}`,
    'remove-client': ({ client }) => `remove client ${client}`,
    'add-slb': ({ slb }) => `add SLB ${slb.id}`,
    'rename-slb': ({ to }) => `rename the SLB to ${to}`,
    'remove-slb': () => 'remove the SLB',
    'add-listener': ({ listener }) => `add a listener at port ${listener.port}`,
    'set-listener': ({ listener }) => `change the listener at port ${listener.port}`,
    'remove-listener': (edit) => `remove listener ${at(edit.at)}`,

    'add-security-group': ({ group }) => `add security group ${group.id}`,
    'set-security-group': (edit) => `change ${fieldsOf(edit)} of ${edit.group}`,
    'rename-security-group': ({ group, to }) => `rename security group ${group} to ${to}`,
    'remove-security-group': ({ group }) => `remove security group ${group}`,
    'add-security-rule': ({ group, rule }) => `add a rule to ${group}: ${rule.policy} ${rule.direction}`,
    'set-security-rule': (edit) => `change rule ${at(edit.at)} of ${edit.group}`,
    'remove-security-rule': (edit) => `remove rule ${at(edit.at)} of ${edit.group}`,
    'move-security-rule': (edit) => `move rule ${at(edit.at)} of ${edit.group} to ${edit.to}`,
    'add-network-policy': ({ policy }) => `add network policy ${policy.name}`,
    'set-network-policy': (edit) => `change ${fieldsOf(edit)} of network policy ${edit.policy}`,
    'rename-network-policy': ({ policy, to }) => `rename network policy ${policy} to ${to}`,
    'remove-network-policy': ({ policy }) => `remove network policy ${policy}`,
    'set-felix': ({ value }) => `turn network policies ${on(value)}`,
    'add-network-acl': ({ acl }) => `add network ACL ${acl.id}`,
    'set-network-acl': (edit) => `change ${fieldsOf(edit)} of ${edit.acl}`,
    'rename-network-acl': ({ acl, to }) => `rename network ACL ${acl} to ${to}`,
    'remove-network-acl': ({ acl }) => `remove network ACL ${acl}`,
    'add-acl-rule': ({ acl, rule }) => `add a rule to ${acl}: ${rule.policy} ${rule.direction}`,
    'set-acl-rule': (edit) => `change rule ${at(edit.at)} of ${edit.acl}`,
    'remove-acl-rule': (edit) => `remove rule ${at(edit.at)} of ${edit.acl}`,
    'move-acl-rule': (edit) => `make rule ${at(edit.at)} of ${edit.acl} its ${at(edit.to)}`,

    'set-vpc': (edit) => `set the VPC to ${formatCidr(edit.cidr)}`,
    'set-nat-gateway': ({ gateway }) => (gateway ? `set NAT gateway ${gateway.id}` : 'remove the NAT gateway'),
    'add-eip': ({ eip }) => `add EIP ${formatIpv4(eip.eip)}`,
    'set-eip': ({ eip }) => `bind EIP ${formatIpv4(eip.eip)} to ${formatIpv4(eip.ip)}`,
    'remove-eip': (edit) => `remove EIP ${at(edit.at)}`,
    'add-route': ({ route }) => `add a route to ${formatCidr(route.destination)}`,
    'set-route': ({ route }) => `change the route to ${formatCidr(route.destination)}`,
    'remove-route': (edit) => `remove route ${at(edit.at)}`,
    'set-kube-proxy-options': (edit) => `change ${fieldsOf(edit)} of kube-proxy`,
  },
  object: {
    vswitch: 'vSwitch',
    node: 'node',
    eni: 'ENI',
    pod: 'pod',
    service: 'Service',
    client: 'client',
    slb: 'SLB',
    listener: 'listener',
    'security-group': 'security group',
    'network-policy': 'network policy',
    'network-acl': 'network ACL',
    'nat-gateway': 'NAT gateway',
    eip: 'EIP',
    route: 'route to',
  },
  consequence: (consequence) => {
    switch (consequence.kind) {
      case 'gone':
        return `${editsEn.object[consequence.object.kind]} ${consequence.object.name} goes too`
      case 'lost': {
        const { object, names } = consequence
        const many = names.length > 3 ? `${names.length} of those that it names` : names.map(short).join(', ')
        return `${editsEn.object[object.kind]} ${object.name} loses ${many}`
      }
      case 'flow':
        return {
          source: 'nobody asks any more: the source of the flow goes',
          target: 'nobody has the address that is asked',
          backend: 'the chosen backend goes',
        }[consequence.end]
    }
  },
}
