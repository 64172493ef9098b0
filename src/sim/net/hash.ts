/*! The hash that Terway and Felix name things with. Only the hash files import a hash library. */
import { sha1 } from '@noble/hashes/legacy.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** sha1 of the text's UTF-8, as 40 hex digits. */
export const sha1Hex = (text: string): string => bytesToHex(sha1(utf8ToBytes(text)))
