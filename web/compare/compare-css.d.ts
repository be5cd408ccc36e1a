declare module '*/compare.css' {
  const text: string;
  export default text;
}
