/*! The words that stand in the picture, as the layout needs them: the message table gives them in the reader's
language. */

export interface PictureWords {
  /** Short name of the nth host in declared order, from 1: "ECS1". */
  readonly host: (n: number) => string
  /** First line of the kernel's label; the host's short name is the second. */
  readonly kernelOf: string
  /** Name of the cell between INPUT and OUTPUT. */
  readonly ipvs: string
  /** The same cell where a process of the host itself sends or receives. */
  readonly socket: string
  readonly veth: string
  readonly eni: string
  readonly primary: string
  /** On a secondary ENI that gives no pod its address. */
  readonly noPod: string
  readonly pid: string
  readonly router: string
  readonly vswitch: string
  readonly vpc: string
  readonly slb: string
  readonly backendEnis: string
  /** The same where the group lists nodes. */
  readonly backendNodes: string
  readonly gateway: string
  /** Above the gateway's entries. */
  readonly snatEntries: string
  /** Third line of a client's box: "outside the cluster". */
  readonly outside: string
  /** The same of a host of the Internet, at the end of a leased line, of the cloud's own services. */
  readonly internet: string
  readonly leasedLine: string
  readonly sharedService: string
  /** The program of a pod in which nothing listens: "curl". */
  readonly client: string
  readonly pods: (n: number) => string
  readonly hosts: (n: number) => string
}
