import {
  ActionIcon,
  type ActionIconProps,
  Anchor,
  type AnchorProps,
  Button,
  type ButtonProps,
  Menu,
  type MenuItemProps,
  NavLink,
  type NavLinkProps,
  Paper,
  type PaperProps,
} from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import { type ComponentPropsWithoutRef, forwardRef } from "react";

/** Mantine's looks with the router's links: addresses are checked, pages load on hover. */
type Plain<P> = P & Omit<ComponentPropsWithoutRef<"a">, keyof P>;

export const AnchorLink = createLink(
  forwardRef<HTMLAnchorElement, Plain<AnchorProps>>(function AnchorLink(props, ref) {
    return <Anchor ref={ref} {...props} />;
  }),
);
export const ButtonLink = createLink(
  forwardRef<HTMLAnchorElement, Plain<ButtonProps>>(function ButtonLink(props, ref) {
    return <Button component="a" ref={ref} {...props} />;
  }),
);
export const ActionIconLink = createLink(
  forwardRef<HTMLAnchorElement, Plain<ActionIconProps>>(function ActionIconLink(props, ref) {
    return <ActionIcon component="a" ref={ref} {...props} />;
  }),
);
export const PaperLink = createLink(
  forwardRef<HTMLAnchorElement, Plain<PaperProps>>(function PaperLink(props, ref) {
    return <Paper component="a" ref={ref} {...props} />;
  }),
);
export const NavLinkLink = createLink(
  forwardRef<HTMLAnchorElement, Plain<NavLinkProps>>(function NavLinkLink(props, ref) {
    return <NavLink component="a" ref={ref} {...props} />;
  }),
);
export const MenuItemLink = createLink(
  forwardRef<HTMLAnchorElement, Plain<MenuItemProps>>(function MenuItemLink(props, ref) {
    return <Menu.Item component="a" ref={ref} {...props} />;
  }),
);
