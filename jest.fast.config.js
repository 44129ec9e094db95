// The tests that need only Node: no Terraform, browser, image builder, other language or started project.
// scripts/test-nodes.mjs runs those of what ships on every supported Node version.
const base = require("./jest.config.js");

module.exports = {
  ...base,
  testPathIgnorePatterns: [
    ...base.testPathIgnorePatterns,
    "<rootDir>/__tests__/(e2e|start|template|terraform)/",
    "<rootDir>/container/__tests__/image\\.test\\.ts$",
    "<rootDir>/examples/",
    // It starts an emulator of the AWS API, in Python.
    "<rootDir>/__tests__/doctor/aws/look-in-aws\\.test\\.ts$",
    // They install packages and start the Node versions themselves.
    "<rootDir>/packages/[^/]+/__tests__/package[/.]",
    "<rootDir>/__tests__/routes/npm-run-routes\\.test\\.ts$",
  ],
};
