/** A form of a page. */
export interface HtmlForm {
  /** Where it is posted. */
  readonly action: URL;
  /** Names and values of its fields; the value is empty where the page has none. */
  readonly fields: Readonly<Record<string, string>>;
  /** Names of its password fields. */
  readonly passwords: readonly string[];
}

/** The forms of a page that are posted. Forms that scripts make are not among them. */
export function postedForms(html: string, page: URL): readonly HtmlForm[] {
  const forms: HtmlForm[] = [];
  for (const [, opening = "", content = ""] of html.matchAll(
    /<form\b([^>]*)>([\s\S]*?)<\/form>/gi,
  )) {
    const form = attributesOf(opening);
    if (form.get("method")?.toLowerCase() !== "post") continue;
    const action = form.get("action") || page.href;
    if (!URL.canParse(action, page.href)) continue;
    const inputs = [...content.matchAll(/<input\b([^>]*)>/gi)].map(([, text = ""]) =>
      attributesOf(text),
    );
    const named = inputs.filter((input) => (input.get("name") ?? "") !== "");
    forms.push({
      action: new URL(action, page.href),
      fields: Object.fromEntries(
        named.map((input) => [input.get("name") ?? "", input.get("value") ?? ""]),
      ),
      passwords: named
        .filter((input) => input.get("type")?.toLowerCase() === "password")
        .map((input) => input.get("name") ?? ""),
    });
  }
  return forms;
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const attributes = text.matchAll(/([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g);
  return new Map(
    [...attributes].map(([, name = "", double, single, bare]) => [
      name.toLowerCase(),
      decodeEntities(double ?? single ?? bare ?? ""),
    ]),
  );
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  "#x27": "'",
  "#x2F": "/",
  "#x3D": "=",
};

function decodeEntities(text: string): string {
  return text.replace(/&(#?\w+);/g, (entity, name: string) => entities[name] ?? entity);
}
