module.exports = {
  testEnvironment: "node",
  // Tests run real programs beside each other, on machines that may have two slow cores.
  testTimeout: 60_000,
  testMatch: ["<rootDir>/**/__tests__/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/cdktf.out/"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out/", "<rootDir>/bench/node_modules/"],
  transform: { "^.+\\.[cm]?[tj]s$": ["@swc/jest", { jsc: { target: "es2022" } }] },
  // jose and fast-check are published as ES modules only, and Jest's own loader cannot require those.
  transformIgnorePatterns: ["/node_modules/(?!(jose|fast-check|@fast-check)/)"],
  setupFilesAfterEnv: ["<rootDir>/__tests__/support/setup-cdktf.ts"],
};
