// What Vite makes of a style sheet that is imported as text.

declare module '*.css?inline' {
  const css: string
  export default css
}
