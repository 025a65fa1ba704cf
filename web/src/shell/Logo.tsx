export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="7" fill="#1f5fbf" />
      <g fill="#fff">
        <rect x="5" y="20" width="4" height="7" rx="1" />
        <rect x="10.5" y="13" width="4" height="14" rx="1" />
        <rect x="16" y="6" width="4" height="21" rx="1" />
        <rect x="21.5" y="15" width="4" height="12" rx="1" opacity=".75" />
      </g>
    </svg>
  );
}
