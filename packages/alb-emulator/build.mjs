/** Builds the package into dist: one module with everything in it, and its declarations. */
import { rmSync } from "node:fs";
import { buildModule, dist } from "./build/bundle.mjs";
import { writeDeclarations } from "./build/declarations.mjs";

rmSync(dist, { recursive: true, force: true });
await buildModule();
writeDeclarations();
