import { type ChildNode, CssSyntaxError, parse } from "postcss";

/**
 * Classes that a style sheet of the hosted UI may name, with the states that they have.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/hosted-ui-classic-branding.html
 */
const classes: readonly string[] = [
  ".background-customizable",
  ".banner-customizable",
  ".errorMessage-customizable",
  ".idpButton-customizable",
  ".idpButton-customizable:hover",
  ".idpDescription-customizable",
  ".inputField-customizable",
  ".inputField-customizable:focus",
  ".label-customizable",
  ".legalText-customizable",
  ".logo-customizable",
  ".passwordCheck-notValid-customizable",
  ".passwordCheck-valid-customizable",
  ".redirect-customizable",
  ".socialButton-customizable",
  ".submitButton-customizable",
  ".submitButton-customizable:hover",
  ".textDescription-customizable",
];

/** Something that Cognito rejects in a style sheet. */
export interface CssProblem {
  readonly message: string;
  readonly fix: string;
}

/** What Cognito rejects in a style sheet of the hosted UI, by line. */
export function problemsOfCss(css: string): CssProblem[] {
  try {
    return parse(css).nodes.flatMap(problemsOf);
  } catch (error) {
    if (!(error instanceof CssSyntaxError)) throw error;
    return [
      {
        message: `is not valid CSS in line ${error.line}: ${error.reason}`,
        fix: "correct that line",
      },
    ];
  }
}

function problemsOf(node: ChildNode): CssProblem[] {
  const line = node.source?.start?.line;
  if (node.type === "atrule") {
    return [
      {
        message: `contains @${node.name} in line ${line}: Cognito rejects every at-rule`,
        fix: "write plain rules; the hosted UI has neither dark pages nor imported styles",
      },
    ];
  }
  if (node.type !== "rule") return [];
  return node.selectors
    .filter((selector) => !classes.includes(selector))
    .map((selector) => ({
      message: `contains the selector ${JSON.stringify(selector)} in line ${line}, which Cognito rejects`,
      fix: `use only ${classes.join(", ")}`,
    }));
}
