/*! English: why a packet ended, as far as the scenarios themselves meet it. `clause` follows "Dropped by IPVS on ECS1:" in the
verdict bar. */
import type { FirstDrops } from './messages'
import { code, rich } from './rich'

const otherWay = (dev: string | null) => (dev === null ? 'by no interface' : rich`by ${code(dev)}`)

export const dropsEn: FirstDrops = {
  'rp-filter': {
    title: 'Dropped: rp_filter',
    clause: ({ dev, wouldUse }) => rich`it came in by ${code(dev)}, but the way back goes ${otherWay(wouldUse)}`,
    sentence: ({ dev, wouldUse }, { at, src }) =>
      rich`It came in by ${code(dev)}, but ${at} would send to ${code(src)} ${otherWay(wouldUse)}, and rp_filter forbids that.`,
    why: ({ sysctl }) => rich`${code(`${sysctl.name} = ${sysctl.value}`)}; Terway itself writes 0.`,
  },
  'ipvs-no-server': {
    title: 'Dropped: no backend on this node',
    clause: (_reason, { target }) => rich`no real server for ${code(target)} on this node`,
    sentence: (_reason, { at, target }) => rich`${code(target)} has no real server on ${at}.`,
    why: (_reason, { local }) =>
      local
        ? rich`Policy Local counts only pods of this node, and it runs none.`
        : rich`No pod stands behind this Service.`,
  },
}
