// Who says something.

/** Who said it. The name is what the other side may see; a customer often has none. */
export type Author = {
  readonly kind: 'customer' | 'agent' | 'bot'
  readonly id?: string
  readonly name?: string
}
