/*! The two ends of the flow, in Python, which every Linux has: programs whose port, TTL and echo id are the flow's own. */
import type { Netns } from '../kernel/netns'
import type { NetnsId } from '../kernel/row'
import { formatIpv4 } from '../net/ip'
import { shellQuote as q } from '../show/shell'
import type { Probe } from '../walk/walker'

/** Arguments: protocol, port, a file that says that it listens. */
const SERVER = `import socket,sys
p=int(sys.argv[2]);s=socket.socket(socket.AF_INET,socket.SOCK_STREAM if sys.argv[1]=="TCP" else socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET,socket.SO_REUSEADDR,1);s.bind(("0.0.0.0",p))
if sys.argv[1]=="TCP":
  s.listen();open(sys.argv[3],"w")
  while True: c,a=s.accept();c.recv(64);c.send(b"pong");c.close()
open(sys.argv[3],"w")
while True: d,a=s.recvfrom(64);s.sendto(b"pong",a)`

/** Arguments: protocol, source port, address, port, TTL or nothing. 2 is IP_TTL, 11 is IP_RECVERR (include/uapi/linux/in.h). */
const CLIENT = `import socket,sys
t=sys.argv[1]=="TCP";s=socket.socket(socket.AF_INET,socket.SOCK_STREAM if t else socket.SOCK_DGRAM)
if len(sys.argv)>5: s.setsockopt(socket.IPPROTO_IP,2,int(sys.argv[5]));s.setsockopt(socket.IPPROTO_IP,11,1)
s.settimeout(4);s.bind(("0.0.0.0",int(sys.argv[2])))
try: s.connect((sys.argv[3],int(sys.argv[4])));s.send(b"ping");s.recv(64);print("verdict: connected")
except TimeoutError: print("verdict: time-out")
except OSError as e: print("verdict:",e.strerror)`

/** Arguments: id, address, TTL or nothing. One echo request, then its reply or the error that quotes it (RFC 792). */
const PING = `import socket,struct,sys,time
i=int(sys.argv[1]);s=socket.socket(socket.AF_INET,socket.SOCK_RAW,socket.IPPROTO_ICMP)
if len(sys.argv)>3: s.setsockopt(socket.IPPROTO_IP,2,int(sys.argv[3]))
c=8*256+i+1;c=~((c&65535)+(c>>16))&65535
end=time.time()+4
try:
  s.sendto(struct.pack("!BBHHH",8,0,c,i,1),(sys.argv[2],0))
  while True:
    s.settimeout(max(end-time.time(),0.001));p=s.recv(2048);m=p[(p[0]&15)*4:]
    if m[0]==0 and struct.unpack("!H",m[4:6])[0]==i: print("verdict: connected");break
    if m[0] in (3,11):
      o=m[8:];o=o[(o[0]&15)*4:]
      if o[0]==8 and struct.unpack("!H",o[4:6])[0]==i: print("verdict: ICMP",m[0],m[1]);break
except TimeoutError: print("verdict: time-out")
except OSError as e: print("verdict:",e.strerror)`

/** `ns` and `number`: a namespace as a word of the script, and in the names of its files. */
export const listeners = (
  spaces: readonly Netns[],
  ns: (netns: NetnsId) => string,
  number: (netns: NetnsId) => number,
): readonly string[] =>
  spaces.flatMap((each) =>
    each.sockets.map(
      ({ proto, port }) =>
        `on ${ns(each.id)} python3 -c ${q(SERVER)} ${proto} ${port} "$work/${number(each.id)}.${proto}.${port}" &`,
    ),
  )

/** Sends the flow, and says what its socket saw. */
export function client({ proto, sport, dst, dport, ttl }: Probe, ns: string): readonly string[] {
  const own = ttl === null ? '' : ` ${ttl}`
  return proto === 'ICMP'
    ? [`on ${ns} python3 -c ${q(PING)} ${sport} ${formatIpv4(dst)}${own}`]
    : [`on ${ns} python3 -c ${q(CLIENT)} ${proto} ${sport} ${formatIpv4(dst)} ${dport}${own}`]
}
