import { describe, expect, it } from "vitest";
import { isAddressRange, splitAddresses } from "./addresses";

describe("ranges of addresses", () => {
  // RFC 4632 (CIDR) and RFC 4291 (version 6, section 2.2 and 2.3).
  it.each([
    "192.0.2.0/24",
    "198.51.100.7",
    "0.0.0.0/0",
    "2001:db8::/32",
    "::1",
    "::/0",
    "2001:DB8:0:0:8:800:200C:417A/128",
  ])("%s is one", (text) => expect(isAddressRange(text)).toBe(true));

  it.each([
    "",
    "192.0.2.0/33",
    "192.0.2.256",
    "192.0.2",
    "2001:db8::1::2",
    "2001:db8:1:2:3:4:5",
    "1:2:3:4:5:6:7:8::",
    "::/129",
    "example.com",
    "192.0.2.0/24/8",
    "192.0.2.0/",
  ])("%s is none", (text) => expect(isAddressRange(text)).toBe(false));

  it("are read one a line or with commas, each once", () => {
    expect(splitAddresses(" 192.0.2.0/24\n::1, ::1;\n")).toEqual(["192.0.2.0/24", "::1"]);
    expect(splitAddresses("  ")).toEqual([]);
  });
});
