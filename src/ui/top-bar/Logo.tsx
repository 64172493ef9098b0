/*! Three stations of a line, the middle one a diamond. */
export const Logo = () => (
  <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
    <path d="M3 5v5q0 3 3 3h5v0q0 4 4 4h3" fill="none" stroke="var(--req)" strokeWidth="2.5" />
    <circle cx="3" cy="5" r="3" fill="var(--req)" />
    <rect
      x="7"
      y="9"
      width="8"
      height="8"
      transform="rotate(45 11 13)"
      fill="var(--mark)"
      stroke="var(--ink)"
      strokeWidth="1.5"
    />
    <circle cx="18.5" cy="17" r="2.5" fill="var(--panel)" stroke="var(--req)" strokeWidth="2" />
  </svg>
)
