/*! What the cloud's console shows of security groups and network ACLs, under the names of its API. */
import type { NetworkAcl, NetworkAclRule } from '../cloud/network-acl'
import type { GroupSession, PortRange, SecurityGroup, SecurityRule } from '../cloud/security-group'
import { formatCidr, formatIpv4 } from '../net/ip'
import type { CloudRows } from '../world'
import { type ColumnRow, columns } from './columns'
import { type Line, line } from './line'

export const SECURITY_GROUPS = 'aliyun ecs DescribeSecurityGroupAttribute'
export const NETWORK_ACLS = 'aliyun vpc DescribeNetworkAclAttributes'
/** The platform keeps them to itself: no console and no API shows them. */
export const GROUP_SESSIONS = 'sessions of the security groups'

export const securityGroups = (cloud: CloudRows): readonly Line[] =>
  columns(
    [
      'SecurityGroupId',
      'Type',
      'InnerAccessPolicy',
      'Direction',
      'Priority',
      'Policy',
      'IpProtocol',
      'PortRange',
      'Peer',
    ],
    cloud.groups.flatMap((group): ColumnRow[] => [
      { cells: [group.id, typeOf(group), group.innerAccess ? 'Accept' : 'Drop'], rows: [group] },
      ...group.rules.map(
        (rule): ColumnRow => ({
          cells: [
            group.id,
            '',
            '',
            rule.direction === 'in' ? 'ingress' : 'egress',
            `${rule.priority}`,
            capital(rule.policy),
            rule.proto,
            portsText(rule.ports),
            peerText(rule),
          ],
          rows: [rule],
        }),
      ),
    ]),
    true,
  )

export const networkAcls = (cloud: CloudRows): readonly Line[] =>
  columns(
    ['NetworkAclId', 'VSwitchId', 'Direction', 'Policy', 'Protocol', 'Port', 'CidrIp'],
    cloud.acls.flatMap((acl): ColumnRow[] => [
      { cells: [acl.id, acl.vswitches.join(',')], rows: [acl] },
      ...acl.rules.map(
        (rule): ColumnRow => ({
          cells: [
            acl.id,
            '',
            rule.direction === 'in' ? 'ingress' : 'egress',
            rule.policy,
            rule.proto.toLowerCase(),
            portsText(rule.ports),
            formatCidr(rule.cidr),
          ],
          rows: [rule],
        }),
      ),
    ]),
    true,
  )

export const groupSessions = (sessions: readonly GroupSession[]): readonly Line[] =>
  sessions.map((session) => line(showGroupSession(session), session))

const typeOf = (group: SecurityGroup): string => (group.type === 'basic' ? 'normal' : 'enterprise')
const capital = (policy: 'accept' | 'drop'): string => (policy === 'accept' ? 'Accept' : 'Drop')
const portsText = (range: PortRange | null): string => (range === null ? '-1/-1' : `${range.from}/${range.to}`)
const peerText = ({ peer }: SecurityRule): string => (peer.kind === 'cidr' ? formatCidr(peer.cidr) : peer.group)

/** "sg-nodes normal". */
export const showSecurityGroup = (row: SecurityGroup): string => `${row.id} ${typeOf(row)}`
/** "sg-nodes ingress 1 Accept TCP 80/80 10.0.0.0/16". */
export const showSecurityRule = (row: SecurityRule): string =>
  `${row.group} ${row.direction === 'in' ? 'ingress' : 'egress'} ${row.priority} ${capital(row.policy)} ${row.proto} ${portsText(row.ports)} ${peerText(row)}`
export const showNetworkAcl = (row: NetworkAcl): string => `${row.id} ${row.vswitches.join(',')}`.trim()
/** "nacl-1 egress drop tcp 80/80 10.0.3.0/24". */
export const showNetworkAclRule = (row: NetworkAclRule): string =>
  `${row.acl} ${row.direction === 'in' ? 'ingress' : 'egress'} ${row.policy} ${row.proto.toLowerCase()} ${portsText(row.ports)} ${formatCidr(row.cidr)}`
/** "eni-1 tcp 10.0.1.91:40001 10.0.3.58:80". */
export const showGroupSession = ({ eni, tuple }: GroupSession): string =>
  `${eni} ${tuple.proto.toLowerCase()} ${formatIpv4(tuple.src)}:${tuple.sport} ${formatIpv4(tuple.dst)}:${tuple.dport}`
