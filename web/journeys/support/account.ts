import { expect, type Page } from "@playwright/test";
import type { Program } from "./program";

export interface Account {
  name: string;
  email: string;
  password: string;
}

export function account(name: string): Account {
  const first = name.split(" ")[0] ?? name;
  return {
    name,
    email: `${first.toLowerCase()}@example.com`,
    password: `${first} keeps seven bees in 1815`,
  };
}

/** Fills the form in; the link comes by mail. */
export async function register(page: Page, program: Program, who: Account): Promise<string> {
  await page.goto(`${program.url}/register`);
  await page.getByLabel("Your name").fill(who.name);
  await page.getByLabel("Email").fill(who.email);
  await page.getByLabel(/^Password/).fill(who.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mail" })).toBeVisible();
  return await linkMailedTo(program, who.email);
}

/** The link of the newest mail to an address. */
export async function linkMailedTo(program: Program, address: string): Promise<string> {
  const link = async () =>
    /https?:\/\/\S+token=[^\s"<]+/.exec((await program.mailTo(address)) ?? "");
  await expect
    .poll(async () => (await link())?.[0], { message: `mail to ${address}` })
    .toBeTruthy();
  return (await link())?.[0] ?? "";
}

/** A new user, signed in, on the home page. */
export async function registered(page: Page, program: Program, who: Account): Promise<void> {
  await page.goto(await register(page, program, who));
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await expect(page.getByRole("heading", { name: `Welcome, ${who.name}` })).toBeVisible();
}

export async function signIn(page: Page, who: Account): Promise<void> {
  await page.getByLabel("Email").fill(who.email);
  await page.getByLabel(/^Password/).fill(who.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
