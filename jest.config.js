module.exports = {
  testEnvironment: "node",
  // Packages of this repository are tested as their TypeScript sources, not as built.
  testEnvironmentOptions: { customExportConditions: ["alb-source", "node", "node-addons"] },
  // Tests run real programs beside each other, on machines that may have two slow cores.
  testTimeout: 180_000,
  testSequencer: "<rootDir>/jest.sequencer.cjs",
  testMatch: ["<rootDir>/**/__tests__/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/cdktf.out/"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out/", "<rootDir>/bench/node_modules/", "/dist/"],
  transform: {
    // Bundled as text by esbuild.
    "\\.(eta|css|svg|browser\\.js)$": "<rootDir>/container/text-transform.cjs",
    "^.+\\.[cm]?[tj]s$": ["@swc/jest", { jsc: { target: "es2022" } }],
  },
  // These are published as ES modules only, and Jest's own loader cannot require those.
  transformIgnorePatterns: [
    "/node_modules/(?!(chokidar|cookie|light-my-request|readdirp|httpxy|jose|fast-check|@fast-check|eta|openid-client|oauth4webapi)/)",
  ],
  setupFilesAfterEnv: ["<rootDir>/__tests__/support/setup-cdktf.ts"],
};
