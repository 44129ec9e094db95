import app from "./app.css";
import base from "./base.css";
import tokens from "./tokens.css";

/** The style sheet of every page, inline: a public page then has nothing else to fetch. */
export const style = [tokens, base, app].join("\n");
