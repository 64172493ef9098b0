/*! Every control plane, for whoever may meet any topology: the command line, the bench, the tests. The front door alone knows
IPVS without network policies, which is what the scenarios have. */
import { writePolicies } from './control/felix/policy'
import { writeIptables } from './control/kube-proxy/iptables'
import { writeNftables } from './control/kube-proxy/nftables'
import { addPlanes } from './control/optional'

/** From now on `simulate` takes topologies in every mode. */
export function loadAllPlanes(): void {
  addPlanes({ iptables: writeIptables, nftables: writeNftables, networkPolicies: writePolicies })
}
