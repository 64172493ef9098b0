/*! An edit goes to the file of its kind. */
import { assertNever } from '../../../base/assert'
import type { LaterEdit, Question } from '../edit'
import { applyAssumption } from './assumptions'
import { applyCloudEdit } from './cloud'
import { applyFilterEdit } from './filters'
import { applyNodeEdit } from './nodes'
import { applyPodEdit, movePod } from './pods'
import { applyServiceEdit } from './services'

/** The question after one edit. One of something that is not there changes nothing. */
export function applyLater(question: Question, edit: LaterEdit): Question {
  switch (edit.kind) {
    case 'set-device-rp-filter':
    case 'set-source-check':
    case 'set-ip-forward':
    case 'set-device-forwarding':
    case 'set-symmetric-routing':
    case 'set-default-security-group':
    case 'set-inner-access':
    case 'set-listener-acl':
    case 'set-slb-backend':
      return applyAssumption(question, edit)
    case 'move-pod':
      return movePod(question, edit)
    case 'add-vswitch':
    case 'set-vswitch':
    case 'rename-vswitch':
    case 'remove-vswitch':
    case 'add-node':
    case 'set-node':
    case 'rename-node':
    case 'remove-node':
    case 'add-eni':
    case 'set-eni':
    case 'rename-eni':
    case 'remove-eni':
      return applyNodeEdit(question, edit)
    case 'add-pod':
    case 'set-pod':
    case 'rename-pod':
    case 'remove-pod':
      return applyPodEdit(question, edit)
    case 'add-service':
    case 'set-service':
    case 'rename-service':
    case 'remove-service':
    case 'add-client':
    case 'set-client':
    case 'rename-client':
    case 'remove-client':
    case 'add-slb':
    case 'rename-slb':
    case 'remove-slb':
    case 'add-listener':
    case 'set-listener':
    case 'remove-listener':
      return applyServiceEdit(question, edit)
    case 'add-security-group':
    case 'set-security-group':
    case 'rename-security-group':
    case 'remove-security-group':
    case 'add-security-rule':
    case 'set-security-rule':
    case 'remove-security-rule':
    case 'move-security-rule':
    case 'add-network-policy':
    case 'set-network-policy':
    case 'rename-network-policy':
    case 'remove-network-policy':
    case 'set-felix':
    case 'add-network-acl':
    case 'set-network-acl':
    case 'rename-network-acl':
    case 'remove-network-acl':
    case 'add-acl-rule':
    case 'set-acl-rule':
    case 'remove-acl-rule':
    case 'move-acl-rule':
      return applyFilterEdit(question, edit)
    case 'set-vpc':
    case 'set-nat-gateway':
    case 'add-eip':
    case 'set-eip':
    case 'remove-eip':
    case 'add-route':
    case 'set-route':
    case 'remove-route':
    case 'set-kube-proxy-options':
    case 'set-flow':
      return applyCloudEdit(question, edit)
    default:
      return assertNever(edit)
  }
}
