/*! Words for pictures in tests. */
import type { PictureWords } from '../../src/ui/graph/words'

export const words: PictureWords = {
  host: (n) => `ECS${n}`,
  kernelOf: 'kernel of',
  ipvs: 'IPVS',
  socket: 'socket',
  veth: 'veth',
  eni: 'ENI',
  primary: 'primary',
  noPod: 'no pod',
  pid: 'PID',
  router: 'router',
  vswitch: 'vSwitch',
  vpc: 'VPC',
  slb: 'SLB',
  backendEnis: 'backend ENIs',
  backendNodes: 'backend nodes',
  gateway: 'SNAT gateway',
  snatEntries: 'SNAT entries',
  outside: 'outside the cluster',
  internet: 'on the Internet',
  leasedLine: 'by a leased line',
  sharedService: 'shared service',
  client: 'curl',
  pods: (n) => `${n} ${n === 1 ? 'pod' : 'pods'}`,
  hosts: (n) => `${n} nodes`,
}
