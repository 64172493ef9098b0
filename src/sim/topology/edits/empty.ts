/*! Where a cluster begins that is built from nothing: a VPC with one vSwitch, no host, today's releases. */
import { cidr } from '../../net/ip'
import type { Topology } from '../types'

export const EMPTY_CLUSTER: Topology = {
  vpc: cidr('10.0.0.0/8'),
  vswitches: [{ name: 'vsw-1', cidr: cidr('10.0.1.0/24') }],
  nodes: [],
  pods: [],
  services: [],
  clients: [],
  slb: null,
  terway: { release: '1.4.2' },
  kubeProxy: { mode: 'ipvs', release: '1.28', scheduler: 'rr', clusterCIDR: null, masqueradeAll: false },
}
