/*! English: the program at an end of a flow. A client outside has no name of its own, nor has who answers a ping. */
const nameless = (process: string) => process === 'client' || process === 'kernel'

/** In the middle of a sentence: `curl`, `the client`, `the kernel`. */
export const program = (process: string) => (nameless(process) ? `the ${process}` : process)
/** At its start: `curl`, `The client`. */
export const Program = (process: string) => (nameless(process) ? `The ${process}` : process)
