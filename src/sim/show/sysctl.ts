/*! `sysctl`: the settings that a packet meets. */
import type { Sysctl } from '../kernel/sysctl'
import { type Line, line } from './line'
import { shellQuote } from './shell'

/** "net.ipv4.conf.all.rp_filter = 0". */
export const showSysctl = (sysctl: Sysctl): string => `${sysctl.name} = ${sysctl.value}`

export const sysctlCommand = (...names: readonly string[]): string => `sysctl ${names.map(shellQuote).join(' ')}`

/** By name, as `sysctl -a` walks the tree. */
export const sysctlList = (sysctls: readonly Sysctl[]): readonly Line[] =>
  [...sysctls].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).map((row) => line(showSysctl(row), row))

/** The setting of one interface. A dot in its name (a VLAN's `eth0.100`) is written as a slash. */
export const sysctlOf = (dev: string, setting: 'rp_filter' | 'forwarding'): string =>
  `net.ipv4.conf.${dev.replaceAll('.', '/')}.${setting}`
