/*! Every control plane and every edit, for whoever may meet any topology: the command line, the bench, the tests, the editor. The
front door alone knows what the scenarios have: IPVS without network policies, no way to the Internet, the edits of their variants. */
import { writePolicies } from './control/felix/policy'
import { writeIptables } from './control/kube-proxy/iptables'
import { writeNftables } from './control/kube-proxy/nftables'
import { addPlanes } from './control/optional'
import { makeNftIndex, runNftChain } from './kernel/netfilter/nftables'
import { addNftables } from './kernel/netfilter/optional'
import { addEdits } from './topology/edit'
import { applyLater } from './topology/edits/apply'
import { sendBroadcast, takeBroadcast } from './walk/broadcast'
import { internetAccess } from './walk/gateway'
import { addLaterStages } from './walk/optional'

/** From now on `simulate` takes topologies in every mode, and `applyEdit` every edit. */
export function loadAllPlanes(): void {
  addPlanes({ iptables: writeIptables, nftables: writeNftables, networkPolicies: writePolicies })
  addNftables({ makeIndex: makeNftIndex, runChain: runNftChain })
  addLaterStages({ ...internetAccess, sendBroadcast, takeBroadcast })
  addEdits(applyLater)
}
