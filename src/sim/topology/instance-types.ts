/*! How many ENIs an instance type has, and how many private IPv4 addresses each of them, its primary one included (EniQuantity and
EniPrivateIpAddressQuantity of DescribeInstanceTypes; datapath.md §5.6). */

export interface InstanceType {
  readonly name: string
  /** All ENIs, the primary one included. */
  readonly enis: number
  /** Of one ENI. */
  readonly addresses: number
  /** Somebody has published it. Where not, it is what the family's other sizes suggest: good enough to propose, not to judge. */
  readonly sure: boolean
}

const type = (name: string, enis: number, addresses: number, sure: boolean): InstanceType => ({
  name: `ecs.${name}`,
  enis,
  addresses,
  sure,
})

/** In the order of a picker. */
export const INSTANCE_TYPES: readonly InstanceType[] = [
  type('g7.large', 3, 6, false),
  // A real answer of the API, in the test data of alibaba-cloud-csi-driver.
  type('g7.xlarge', 4, 15, true),
  type('g7.2xlarge', 4, 15, false),
  // Documentation "Manage pod capacity on nodes".
  type('g7.4xlarge', 8, 30, true),
  // API reference of DescribeInstanceTypes.
  type('g6.large', 2, 6, true),
  type('g6.xlarge', 3, 10, false),
  type('g6.2xlarge', 4, 10, false),
  type('g6.4xlarge', 8, 20, false),
  // API reference of DescribeInstanceTypes.
  type('g6.16xlarge', 8, 20, true),
  type('c6.large', 2, 6, false),
  type('c6.xlarge', 3, 10, false),
  type('c6.2xlarge', 4, 10, false),
  // A real answer of the API, in the test data of alibaba-cloud-csi-driver.
  type('u1-c1m4.xlarge', 3, 10, true),
  // Terway pkg/aliyun/client/limit_test.go.
  type('ebmre7p.32xlarge', 32, 15, true),
]

const byName = new Map(INSTANCE_TYPES.map((each) => [each.name, each]))

/** null: nobody has said a type, or it is not known here. */
export const instanceType = (name: string | undefined): InstanceType | null =>
  name === undefined ? null : (byName.get(name) ?? null)
