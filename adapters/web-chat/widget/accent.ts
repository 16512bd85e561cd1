// Makes a shop's colour readable: one shade for light, one for dark, each 4.5:1 against its papers (theme.css).

type Rgb = readonly [number, number, number]

/** The darkest surface of the light theme and the lightest of the dark one on which the accent stands as text. */
const lightSurface: Rgb = [0.93, 0.93, 0.93]
const darkSurface: Rgb = [0.16, 0.17, 0.18]
const black: Rgb = [0, 0, 0]
const white: Rgb = [1, 1, 1]
const wantedContrast = 4.5

/** `#rrggbb` to the two shades, or undefined for anything else: the theme's own accent stays then. */
export function accentShades(colour: string): { light: string; dark: string } | undefined {
  const rgb = parse(colour)
  if (rgb === undefined) return undefined
  return { light: hex(shade(rgb, black, lightSurface)), dark: hex(shade(brighten(rgb), white, darkSurface)) }
}

/** WCAG contrast of two colours given as `#rrggbb`, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [first, second] = [parse(a), parse(b)]
  return first === undefined || second === undefined ? 1 : contrastOf(first, second)
}

/** The colour itself, or as little of the pole mixed in as makes it readable on the surface. */
function shade(colour: Rgb, pole: Rgb, surface: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = mix(colour, pole, share)
    if (contrastOf(mixed, surface) >= wantedContrast) return mixed
  }
  return pole
}

/** The same hue, bright enough for a dark theme; white alone would wash it out. */
function brighten([r, g, b]: Rgb): Rgb {
  const factor = Math.max(1, 0.72 / Math.max(r, g, b, 0.01))
  return [r * factor, g * factor, b * factor]
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share]
}

function contrastOf(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

function parse(colour: string): Rgb | undefined {
  if (!/^#[\da-f]{6}$/i.test(colour)) return undefined
  const number = Number.parseInt(colour.slice(1), 16)
  return [(number >> 16) / 255, ((number >> 8) & 255) / 255, (number & 255) / 255]
}

function hex(colour: Rgb): string {
  return `#${colour
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}
