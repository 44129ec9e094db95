/** A text as Mermaid reads it within quotes: its own markup characters as entities. */
export function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

/** The same without quotes, for messages of sequence diagrams. */
export function escaped(text: string): string {
  return text.replaceAll(/[#"<>;{}|&`]/g, (character) => `#${character.charCodeAt(0)};`);
}
