/** Where things are, without a slash at the end, except the inspector. */
export interface Addresses {
  readonly inspector: string;
  readonly tasks: string;
  readonly notes: string;
}
