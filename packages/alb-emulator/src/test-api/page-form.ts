/** A form that a page of the user pool shows. */
export interface PageForm {
  /** Where it is posted. */
  readonly url: URL;
  /** Its HTML. */
  readonly content: string;
  /** Values of its hidden fields by name. */
  readonly hidden: Readonly<Record<string, string>>;
}

/**
 * The forms of a page, in its order. It reads the emulator's own pages, which write each element in
 * one way.
 */
export function formsOf(html: string, page: URL): readonly PageForm[] {
  const forms = html.matchAll(/<form method="post" action="([^"]*)">(.*?)<\/form>/gs);
  return [...forms].map(([, action = "", content = ""]) => {
    const fields = content.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
    return {
      url: new URL(unescapeHtml(action), page),
      content,
      hidden: Object.fromEntries(
        [...fields].map(([, name = "", value = ""]) => [unescapeHtml(name), unescapeHtml(value)]),
      ),
    };
  });
}

/** What the page says is wrong with the entry before. */
export function alertOf(html: string): string | undefined {
  const [, text] = /role="alert".*?<span>([^<]*)<\/span>/s.exec(html) ?? [];
  return text === undefined ? undefined : unescapeHtml(text);
}

/** Key of the authenticator app that the set-up page shows in groups of four. */
export function shownKey(html: string): string | undefined {
  return /<code>([A-Z2-7 ]+)<\/code>/.exec(html)?.[1]?.replaceAll(" ", "");
}

/** Text of the first bold element: of a form with one button, who signs in with it. */
export function boldTextOf(html: string): string | undefined {
  const [, text] = /<b>([^<]*)<\/b>/.exec(html) ?? [];
  return text === undefined ? undefined : unescapeHtml(text);
}

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

function unescapeHtml(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
}
