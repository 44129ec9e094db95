import type { Identity } from "alb-auth";
import { renderPage } from "./render-page";

/** The start page: who is signed in, until when, and what was verified. */
export function renderUserPage(
  identity: Identity,
  containerName: string,
  nowMilliseconds: number,
): string {
  const expiresAt = new Date(identity.expiresAt);
  return renderPage("user", {
    title: "Signed in",
    identity,
    name: displayNameOf(identity),
    containerName,
    expiresAtText: expiresAt.toUTCString(),
    remaining: clockText((expiresAt.getTime() - nowMilliseconds) / 1000),
    claims: Object.entries(identity.claims).map(([name, value]) => [name, claimText(value)]),
  });
}

function displayNameOf({ claims, username }: Identity): string {
  const candidates = [claims.name, claims.given_name, claims.preferred_username];
  const name = candidates.find((value) => typeof value === "string" && value.trim() !== "");
  return typeof name === "string" ? name : username;
}

function claimText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** "14:05", or "2:14:05" from an hour on; the page's script goes on from there. */
function clockText(seconds: number): string {
  const left = Math.max(0, Math.round(seconds));
  const hours = Math.floor(left / 3600);
  const minutes = String(Math.floor(left / 60) % 60).padStart(2, "0");
  const rest = `${minutes}:${String(left % 60).padStart(2, "0")}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
