/*! The page's Content-Security-Policy, in one place: vite.config.ts writes it into the built page, serve.mjs sends it. */

const directives = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "worker-src 'self' blob:",
  "connect-src 'none'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
]

/** For `<meta http-equiv>`: a browser ignores frame-ancestors there and says so on the console. */
export const metaPolicy = directives.join('; ')

/** For the HTTP header. */
export const headerPolicy = [...directives, "frame-ancestors 'none'"].join('; ')
