/**
 * Everything that the package uses of `jose`. The build bundles this module into the CommonJS tree:
 * `jose` is published as an ES module only, and Jest's `require()` cannot load those.
 */
export { type CryptoKey, importJWK, importSPKI, type JWK } from "jose";
