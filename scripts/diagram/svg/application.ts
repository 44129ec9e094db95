import type { ApplicationRules } from "../../routes/listener-rules";
import type { NetworkOfVpc } from "../model/network";
import type { SignIn } from "../model/sign-in";
import { Canvas, margin, pageWidth } from "./canvas";
import { drawNetworks } from "./network";
import { drawRoutes } from "./routes";
import { drawSignIn } from "./sign-in";

/** What the page of an application shows. */
export interface ApplicationPage {
  readonly environment: string;
  readonly application: string;
  readonly networks: readonly NetworkOfVpc[];
  readonly rules: readonly ApplicationRules[];
  readonly signIn: SignIn;
}

/** Draws one application behind the edge on a page of its own: network, routes and sign-in. */
export function applicationSvg(page: ApplicationPage): string {
  const canvas = new Canvas();
  const title = `${page.application} of ${page.environment}`;
  const heading = (text: string, y: number) =>
    canvas.text(text, { x: margin, y: y + 24, width: pageWidth - 2 * margin, font: "title" });
  heading(`Network of ${title}`, 18);
  const routesTop = drawNetworks(canvas, page.networks, 66) + 12;
  heading("Routes", routesTop);
  const signInTop = drawRoutes(canvas, page.rules, routesTop + 44) + 12;
  heading("Sign-in", signInTop);
  const end = drawSignIn(canvas, page.signIn, signInTop + 44);
  return canvas.toSvg(
    end + margin,
    title,
    `The network that ${page.application} shares behind the edge, its routes in order of evaluation, and its sign-in.`,
  );
}
