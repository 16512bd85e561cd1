// What Vite makes of a drawing that is imported: its address.

declare module '*.svg' {
  const address: string
  export default address
}
