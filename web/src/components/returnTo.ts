/** Where to go after signing in: a path of this app only, so that a link can't lead elsewhere. */
export function safeReturnTo(path: string | undefined): string {
  if (!path || !path.startsWith("/") || path.startsWith("//") || path.includes("\\")) return "/";
  return path.startsWith("/sign-in") || path.startsWith("/register") ? "/" : path;
}
