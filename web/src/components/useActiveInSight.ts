import { useEffect, useRef } from "react";

/** In a row of tabs or links that scrolls on a phone, the one that is open is in sight. */
export function useActiveInSight<E extends HTMLElement>(active: string) {
  const row = useRef<E>(null);
  useEffect(() => {
    const element = row.current;
    const open = element?.querySelector<HTMLElement>("[data-active], [aria-current=page]");
    if (!element || !open || element.scrollWidth <= element.clientWidth) return;
    element.scrollLeft = open.offsetLeft - (element.clientWidth - open.offsetWidth) / 2;
  }, [active]);
  return row;
}
