// Who may import whom, for `npm run lint`. Two flows, each one way:
// config → routing → stacks → constructs, and request → middleware → route; packages stand alone.

/** What each room imports of the others. A room that is not listed may import anything. */
const rooms = {
  routing: [],
  environments: ["config/define-environment\\.ts$", "stacks/extend\\.ts$"],
  config: ["routing/"],
  constructs: ["routing/(route|rule-plan)\\.ts$"],
  stacks: ["constructs/", "config/", "routing/(route|rule-plan)\\.ts$"],
  synthesis: ["stacks/", "config/", "routing/"],
  container: ["packages/alb-auth/(index|koa)\\.ts$"],
  "packages/alb-auth": [],
  "packages/alb-emulator": ["packages/alb-auth/testing\\.ts$"],
};

const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `imports-of-${room.replace("packages/", "")}`,
  comment: `Of the other rooms ${room}/ imports ${allowed.join(" ") || "nothing"}.`,
  severity: "error",
  from: { path: `^${room}/`, pathNot: "/__tests__/" },
  to: {
    pathNot: ["node_modules/", `^${room}/`, ...allowed.map((path) => `^${path}`)],
    dependencyTypesNot: ["core"],
  },
}));

/** Packages that only some rooms use. */
const packageRules = [
  {
    name: "cdktf",
    path: "node_modules/(cdktf|constructs|@cdktf)/",
    rooms: "^(constructs|stacks|synthesis|environments)/|^main\\.ts$",
  },
  { name: "zod", path: "node_modules/zod/", rooms: "^(config|packages/alb-emulator)/" },
].map(({ name, path, rooms: users }) => ({
  name: `${name}-elsewhere`,
  comment: `Only ${users} uses ${name}.`,
  severity: "error",
  from: { pathNot: [users, "(^|/)__tests__/", "^bench/"] },
  to: { path },
}));

module.exports = {
  forbidden: [
    {
      name: "no-cycle",
      comment: "Files that import each other can only be understood together.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "package-by-its-entry",
      comment: "Packages of this repository are imported by name, as from npm.",
      severity: "error",
      from: { pathNot: "^packages/" },
      to: { path: "^packages/[^/]+/src/" },
    },
    {
      name: "package-tests-stay-inside",
      comment:
        "A package's tests run without the rest of the repository. The emulator's build bundles the forged requests of alb-auth/testing.",
      severity: "error",
      from: { path: "^(packages/[^/]+)/" },
      to: {
        pathNot: ["node_modules/", "^$1/", "^packages/alb-auth/testing\\.ts$"],
        dependencyTypesNot: ["core"],
      },
    },
    {
      name: "no-provider-barrel",
      comment: "The barrel loads the whole provider. Import one submodule.",
      severity: "error",
      from: {},
      to: { path: "node_modules/@cdktf/provider-(aws|tfe)/lib/index\\." },
    },
    {
      name: "no-unresolvable",
      comment: "An import that leads nowhere.",
      severity: "error",
      // Benchmarks and the example of a test suite install their packages when they run.
      from: { pathNot: "^(bench|examples/test-suite)/" },
      to: { couldNotResolve: true, pathNot: "^(@sparticuz/chromium|testcontainers)$" },
    },
    ...roomRules,
    ...packageRules,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // The last one is an app of AWS CDK, which is installed to write the fixture again.
    exclude: {
      path: "(^|/)(dist|cdktf\\.out|\\.local|reports|fixtures/cdk)/",
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["alb-source", "import", "require", "node", "types", "default"],
      extensions: [".ts", ".mjs", ".cjs", ".js", ".d.ts"],
    },
  },
};
