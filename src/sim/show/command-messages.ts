/*! The sentences around a command, as ids with their arguments. The words are in src/text. */

/** What every message may say. All values are ready to print. */
export interface CommandMessages {
  // ——— questions ———
  readonly 'cmd.ask.leaves': { readonly dev: string }
  readonly 'cmd.ask.arrives': { readonly dev: string }
  readonly 'cmd.ask.icmp': { readonly dev: string }
  readonly 'cmd.ask.route': { readonly dst: string }
  readonly 'cmd.ask.route-in': { readonly dst: string; readonly src: string; readonly dev: string }
  readonly 'cmd.ask.route-first': { readonly dst: string }
  readonly 'cmd.ask.route-again': { readonly dst: string; readonly src: string }
  readonly 'cmd.ask.policy-rule': { readonly priority: number }
  readonly 'cmd.ask.neigh': { readonly ip: string; readonly dev: string }
  readonly 'cmd.ask.member': { readonly member: string; readonly set: string }
  readonly 'cmd.ask.chain': { readonly table: string; readonly chain: string }
  readonly 'cmd.ask.input': Record<never, never>
  readonly 'cmd.ask.conntrack': { readonly src: string; readonly dst: string }
  readonly 'cmd.ask.snat': Record<never, never>
  readonly 'cmd.ask.un-snat': { readonly dst: string }
  readonly 'cmd.ask.virtual-server': { readonly server: string }
  readonly 'cmd.ask.ipvs-conn': { readonly client: string }
  readonly 'cmd.ask.sysctl': { readonly name: string }
  readonly 'cmd.ask.counter': { readonly name: string }
  readonly 'cmd.ask.listener': { readonly port: number }
  readonly 'cmd.ask.socket': { readonly server: string }
  readonly 'cmd.ask.link': { readonly dev: string }
  readonly 'cmd.ask.groups': { readonly dev: string }
  readonly 'cmd.ask.address': { readonly host: string }
  readonly 'cmd.ask.martian': Record<never, never>
  readonly 'cmd.ask.owner': { readonly ip: string }
  readonly 'cmd.ask.source-check': { readonly eni: string }
  readonly 'cmd.ask.security-group': { readonly group: string; readonly eni: string }
  readonly 'cmd.ask.network-acl': { readonly acl: string; readonly vswitch: string }
  readonly 'cmd.ask.vpc-route': { readonly dst: string }
  readonly 'cmd.ask.snat-entry': { readonly src: string; readonly gateway: string }
  readonly 'cmd.ask.eip': { readonly eip: string }
  readonly 'cmd.ask.slb-acl': { readonly slb: string; readonly port: number }
  readonly 'cmd.ask.slb-listener': { readonly slb: string; readonly port: number }
  readonly 'cmd.ask.slb-health': { readonly slb: string; readonly port: number }
  readonly 'cmd.ask.traffic-policy': { readonly service: string }
  // ——— what to expect ———
  readonly 'cmd.expect.packet': { readonly src: string; readonly dst: string; readonly what: string }
  readonly 'cmd.expect.icmp': { readonly src: string; readonly dst: string }
  readonly 'cmd.expect.words': { readonly words: string }
  readonly 'cmd.expect.without': { readonly words: string }
  readonly 'cmd.expect.local': { readonly words: string }
  readonly 'cmd.expect.no-route': Record<never, never>
  readonly 'cmd.expect.rejected-source': Record<never, never>
  readonly 'cmd.expect.neigh-failed': { readonly ip: string }
  readonly 'cmd.expect.member': { readonly member: string; readonly set: string }
  readonly 'cmd.expect.counter-grows': Record<never, never>
  readonly 'cmd.expect.rule-counter': { readonly rule: string }
  readonly 'cmd.expect.no-drop': Record<never, never>
  readonly 'cmd.expect.tuples': { readonly src: string; readonly dst: string }
  readonly 'cmd.expect.no-entry': Record<never, never>
  readonly 'cmd.expect.real-server': { readonly real: string }
  readonly 'cmd.expect.no-real-server': { readonly server: string }
  readonly 'cmd.expect.nothing': Record<never, never>
  readonly 'cmd.expect.listener': { readonly port: number }
  readonly 'cmd.expect.established': Record<never, never>
  readonly 'cmd.expect.martian': { readonly src: string }
  readonly 'cmd.expect.owner': { readonly eni: string; readonly host: string; readonly dev: string }
  readonly 'cmd.expect.rule': { readonly rule: string }
  readonly 'cmd.expect.no-rule': Record<never, never>
  readonly 'cmd.expect.no-route-entry': { readonly dst: string }
  readonly 'cmd.expect.snat-entry': { readonly source: string; readonly eip: string }
  readonly 'cmd.expect.no-snat-entry': { readonly src: string }
  readonly 'cmd.expect.eip': { readonly ip: string }
  readonly 'cmd.expect.no-owner': { readonly ip: string }
  readonly 'cmd.expect.slb-acl': Record<never, never>
  readonly 'cmd.expect.slb-listener': { readonly port: number }
  readonly 'cmd.expect.slb-healthy': { readonly server: string }
  readonly 'cmd.expect.no-address': Record<never, never>
  // ——— what it means if it is otherwise ———
  readonly 'cmd.if-not.leaves': { readonly dev: string }
  readonly 'cmd.if-not.arrives': Record<never, never>
  readonly 'cmd.if-not.route': Record<never, never>
  readonly 'cmd.if-not.route-again': Record<never, never>
  readonly 'cmd.if-not.policy-rule': Record<never, never>
  readonly 'cmd.if-not.neigh': { readonly ip: string }
  readonly 'cmd.if-not.member': Record<never, never>
  readonly 'cmd.if-not.chain': Record<never, never>
  readonly 'cmd.if-not.input': Record<never, never>
  readonly 'cmd.if-not.conntrack': Record<never, never>
  readonly 'cmd.if-not.snat': Record<never, never>
  readonly 'cmd.if-not.entry': Record<never, never>
  readonly 'cmd.if-not.real-server': Record<never, never>
  readonly 'cmd.if-not.no-real-server': Record<never, never>
  readonly 'cmd.if-not.ipvs-conn': Record<never, never>
  readonly 'cmd.if-not.vs-conntrack': Record<never, never>
  readonly 'cmd.if-not.forwarding': Record<never, never>
  readonly 'cmd.if-not.drop': Record<never, never>
  readonly 'cmd.if-not.icmp-limit': Record<never, never>
  readonly 'cmd.if-not.listener': { readonly port: number }
  readonly 'cmd.if-not.owner': { readonly ip: string }
  readonly 'cmd.if-not.vpc-route': Record<never, never>
  readonly 'cmd.if-not.snat-entry': { readonly src: string }
  readonly 'cmd.if-not.eip': Record<never, never>
  readonly 'cmd.if-not.slb-health': Record<never, never>
  readonly 'cmd.if-not.slb-listener': Record<never, never>
  readonly 'cmd.if-not.traffic-policy': Record<never, never>
  // ——— where to run it ———
  readonly 'cmd.where.node': { readonly node: string }
  readonly 'cmd.where.pod': { readonly pod: string; readonly node: string }
  readonly 'cmd.where.client': { readonly client: string }
  readonly 'cmd.where.aliyun': Record<never, never>
  readonly 'cmd.where.kubectl': Record<never, never>
}

export type CommandMessageId = keyof CommandMessages

/** One message with its arguments. */
export type CommandMessage<Id extends CommandMessageId = CommandMessageId> = {
  readonly [K in Id]: { readonly id: K; readonly args: CommandMessages[K] }
}[Id]

/** A language's words for all messages. */
export type CommandWords = { readonly [Id in CommandMessageId]: (args: CommandMessages[Id]) => string }

/** Makes a message. */
export const say = <Id extends CommandMessageId>(
  id: Id,
  args: CommandMessages[Id],
): { readonly id: Id; readonly args: CommandMessages[Id] } => ({ id, args })

/** The sentence of a message. */
export const sayIn = <Id extends CommandMessageId>(words: CommandWords, message: CommandMessage<Id>): string =>
  words[message.id](message.args)
