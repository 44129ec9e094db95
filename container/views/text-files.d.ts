// Bundled as text by esbuild (build.mjs) and by Jest (text-transform.cjs).
declare module "*.eta" {
  const text: string;
  export = text;
}
declare module "*.css" {
  const text: string;
  export = text;
}
declare module "*.svg" {
  const text: string;
  export = text;
}
declare module "*.browser.js" {
  const text: string;
  export = text;
}
