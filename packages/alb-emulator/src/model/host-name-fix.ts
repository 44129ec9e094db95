/** How to give an application one more host name, in the words of whoever writes its source. */
export interface Fix {
  readonly text: string;
  readonly lines: readonly { readonly text: string; readonly isNew: boolean }[];
}

/**
 * @param hostNames Host names that the application has.
 * @param missing The one that it does not have.
 */
export type HostNameFix = (hostNames: readonly string[], missing: string) => Fix;
