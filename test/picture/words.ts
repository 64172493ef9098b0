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
  outside: 'outside the cluster',
  client: 'curl',
  pods: (n) => `${n} ${n === 1 ? 'pod' : 'pods'}`,
  hosts: (n) => `${n} nodes`,
}
