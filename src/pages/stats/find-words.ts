// Finds what somebody types among names.

/** Every typed word begins some word of the text, whatever its case and accents. */
export function matches(text: string, typed: string): boolean {
  const plain = (all: string) => all.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const words = plain(text).split(/[^\p{L}\p{N}]+/u)
  return plain(typed)
    .trim()
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)))
}
