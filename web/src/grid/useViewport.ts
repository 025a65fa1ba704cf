import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/**
 * Browsers draw no element taller than some 17 to 33 million pixels; a million rows are 23 million.
 * Above this height the scroll bar is scaled: it stands for more rows a pixel, while wheel and keys
 * still move by exact pixels.
 */
const SCROLL_LENGTH_MAX = 8_000_000;

export interface Viewport {
  left: number;
  top: number;
  width: number;
  height: number;
}

interface Lengths {
  width: number;
  height: number;
}

export interface ViewportControl {
  /** The element that scrolls. */
  scroller: RefObject<HTMLDivElement | null>;
  viewport: Viewport;
  /** Size of the element that makes the scroll bars. */
  spacer: Lengths;
  scrollTo: (left: number, top: number) => void;
}

export function useViewport(content: Lengths): ViewportControl {
  const scroller = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState<Viewport>({ left: 0, top: 0, width: 800, height: 500 });
  const exactTop = useRef(0);
  const expectedScrollTop = useRef(0);
  const spacer = { width: content.width, height: Math.min(content.height, SCROLL_LENGTH_MAX) };

  const ratio = useCallback(
    (height: number) => {
      const travel = Math.min(content.height, SCROLL_LENGTH_MAX) - height;
      return travel > 0 ? Math.max(1, (content.height - height) / travel) : 1;
    },
    [content.height],
  );

  const scrollTo = useCallback(
    (left: number, top: number) => {
      const element = scroller.current;
      if (!element) return;
      const height = element.clientHeight;
      exactTop.current = Math.min(Math.max(0, top), Math.max(0, content.height - height));
      expectedScrollTop.current = exactTop.current / ratio(height);
      element.scrollTop = expectedScrollTop.current;
      element.scrollLeft = left;
      setViewport((before) => ({
        ...before,
        left: Math.min(Math.max(0, left), Math.max(0, content.width - element.clientWidth)),
        top: exactTop.current,
      }));
    },
    [content.height, content.width, ratio],
  );

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      // Our own scrolling is known exactly; only the user's scroll bar is read back.
      if (Math.abs(element.scrollTop - expectedScrollTop.current) > 1.5) {
        exactTop.current = element.scrollTop * ratio(element.clientHeight);
        expectedScrollTop.current = element.scrollTop;
      }
      setViewport((before) => ({ ...before, left: element.scrollLeft, top: exactTop.current }));
    };
    const onWheel = (event: WheelEvent) => {
      if (ratio(element.clientHeight) === 1 || event.ctrlKey) return;
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 22 : 1;
      scrollTo(element.scrollLeft + event.deltaX * lines, exactTop.current + event.deltaY * lines);
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => {
      element.removeEventListener("scroll", onScroll);
      element.removeEventListener("wheel", onWheel);
    };
  }, [ratio, scrollTo]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () =>
      setViewport((before) => ({
        ...before,
        width: element.clientWidth,
        height: element.clientHeight,
      }));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return { scroller, viewport, spacer, scrollTo };
}
