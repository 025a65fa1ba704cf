import { useEffect, useRef } from "react";

const RECONNECT_MS = [500, 1000, 2000, 5000, 10_000] as const;
const PING_MS = 25_000;

export type LiveState = "connecting" | "open" | "lost";

/**
 * A WebSocket that comes back by itself. Each connection begins with all that is known, so nothing is
 * missed in between. Answers a function that closes it.
 */
export function openLive<Message>(
  path: string,
  onMessage: (message: Message) => void,
  onState: (state: LiveState) => void = () => undefined,
): () => void {
  let socket: WebSocket | undefined;
  let failures = 0;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ping: ReturnType<typeof setInterval> | undefined;

  const connect = () => {
    const url = new URL(path, window.location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    onState("connecting");
    socket = new WebSocket(url);
    socket.onopen = () => {
      failures = 0;
      onState("open");
      ping = setInterval(() => socket?.send('{"type":"ping"}'), PING_MS);
    };
    socket.onmessage = (event) => {
      if (typeof event.data !== "string") return;
      let message: Message;
      try {
        message = JSON.parse(event.data) as Message;
      } catch {
        return;
      }
      onMessage(message);
    };
    socket.onclose = () => {
      clearInterval(ping);
      if (closed) return;
      onState("lost");
      const wait = RECONNECT_MS[Math.min(failures, RECONNECT_MS.length - 1)] ?? 10_000;
      failures++;
      timer = setTimeout(connect, wait);
    };
  };
  connect();
  return () => {
    closed = true;
    clearTimeout(timer);
    clearInterval(ping);
    socket?.close();
  };
}

export function useLive<Message>(
  path: string | undefined,
  onMessage: (message: Message) => void,
  onState?: (state: LiveState) => void,
): void {
  const handler = useRef(onMessage);
  const stateHandler = useRef(onState);
  useEffect(() => {
    handler.current = onMessage;
    stateHandler.current = onState;
  });
  useEffect(() => {
    if (!path) return;
    return openLive<Message>(
      path,
      (message) => handler.current(message),
      (state) => stateHandler.current?.(state),
    );
  }, [path]);
}
