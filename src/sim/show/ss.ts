/*! `ss`: who listens. Queue lengths are left out by the command itself: they are the program's choice, not ours to invent. */
import type { Socket } from '../kernel/socket'
import { type Line, line } from './line'

export const SS = "ss -Hltun | awk '{ print $1, $2, $5, $6 }'"

/** "tcp LISTEN 0.0.0.0:80 0.0.0.0:*". UDP has no listening state: UNCONN. */
export const showSocket = (socket: Socket): string =>
  `${socket.proto === 'TCP' ? 'tcp LISTEN' : 'udp UNCONN'} 0.0.0.0:${socket.port} 0.0.0.0:*`

export const ss = (sockets: readonly Socket[]): readonly Line[] =>
  [...sockets.filter((s) => s.proto === 'UDP'), ...sockets.filter((s) => s.proto === 'TCP')].map((socket) =>
    line(showSocket(socket), socket),
  )
