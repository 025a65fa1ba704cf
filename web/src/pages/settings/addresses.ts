/** Ranges of internet addresses, as an organisation limits its members to. */

/** One a line or separated by commas, without repeats. */
export function splitAddresses(text: string): string[] {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "");
  return [...new Set(parts)];
}

function isVersion4(address: string): boolean {
  const parts = address.split(".");
  return (
    parts.length === 4 && parts.every((part) => /^[0-9]{1,3}$/.test(part) && Number(part) < 256)
  );
}

function isVersion6(address: string): boolean {
  const halves = address.split("::");
  if (halves.length > 2) return false;
  const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
  const count = groups.flat().length;
  const complete = halves.length === 2 ? count < 8 : count === 8;
  return complete && groups.flat().every((group) => /^[0-9a-f]{1,4}$/i.test(group));
}

/** `192.0.2.0/24`, `2001:db8::/32`, or one address: the service says so too, after sending. */
export function isAddressRange(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/");
  if (more.length > 0) return false;
  const bitsMax = isVersion4(address) ? 32 : isVersion6(address) ? 128 : -1;
  if (bitsMax < 0) return false;
  return bits === undefined || (/^[0-9]{1,3}$/.test(bits) && Number(bits) <= bitsMax);
}
