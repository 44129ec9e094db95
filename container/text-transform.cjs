/** Lets Jest import pages, style sheets and browser scripts as text, as esbuild bundles them. */
module.exports = {
  process: (text) => ({ code: `module.exports = ${JSON.stringify(text)};` }),
};
