import { inspect } from "node:util";
import { parseEnvironment } from "../../config/parse-environment";
import { type Change, changed, fullEnvironment, issue, issuesOf } from "./valid-environment";

const app = "applications.app";
const web = `${app}.services.web`;
const route = `${app}.routes[0]`;

/** Path, message and fix of every issue, without the value. */
const reported = (...changes: Change[]) =>
  issuesOf(changed(...changes)).map(({ path, message, fix }) => [
    path.join("."),
    `${message} | ${fix}`,
  ]);

describe("a required field whose name is misspelled", () => {
  it.each([
    ["hostName", "hostname"],
    ["hostName", "hostNmae"],
    ["hostedZone", "hostedzone"],
  ])("is one issue with a suggestion: %s as %s", (field, misspelled) => {
    const { [field]: value, ...others } = fullEnvironment().applications.app as Record<
      string,
      unknown
    >;
    expect(reported(["applications.app", { ...others, [misspelled]: value }])).toEqual([
      [`applications.app.${misspelled}`, expect.stringContaining(`did you mean "${field}"?`)],
    ]);
  });

  it("is an issue beside others that are missing", () => {
    expect(reported([app, { hostname: "app.example.com" }]).map(([path]) => path)).toEqual([
      "applications.app.hostname",
      "applications.app.hostedZone",
    ]);
  });
});

describe("a value that is written without its object or list", () => {
  it.each([
    [`${route}.access`, "public", 'write it like { type: "public" }'],
    [`${route}.access`, "login", 'write it like { type: "login" }'],
    [`${route}.access`, true, 'write it like { type: "login" }'],
    [`${route}.access.groups`, "admins", 'write it like ["admins"]'],
    [`${route}.target`, "web", 'write it like { type: "service", service: … }'],
    [`${route}.target`, "redirect", 'write it like { type: "redirect" }'],
    [`${route}.conditions.paths`, "/x", 'write it like ["/x"]'],
    [`${app}.additionalHostNames`, "www.example.com", 'write it like ["www.example.com"]'],
    [`${route}.conditions.paths`, 5, "write it like […]"],
    [`${web}.scaling`, 2, "write it like { minCapacity: …, maxCapacity: …,"],
    [`${app}.hostedZone`, "example.com", "write it like { id: …, name: … }"],
    [`${app}.network`, "existing", 'write it like { type: "existing", vpcId: …, '],
    ["state", "local", 'write it like { type: "local" }'],
    [app, "app.example.com", "write it like { hostName: …, hostedZone: … }"],
    ["tags", "team", "write it like { <name>: … }"],
  ])("shows the shape: %s = %j", (where, value, fix) => {
    expect(issuesOf(changed([where, value]))).toEqual([issue(where, value, "must be", fix)]);
  });

  it("shows the shape of what is missing", () => {
    expect(reported([`${route}.access`, undefined])).toEqual([
      [
        "applications.app.routes.0.access",
        'is required: expected an object | add it, like { type: "login" }',
      ],
    ]);
  });
});

describe("values that other tools print or accept", () => {
  it("says how to write a method in upper case", () => {
    expect(reported([`${route}.conditions.methods[0]`, "get"])).toEqual([
      [expect.any(String), expect.stringMatching(/ \| write "GET"$/)],
    ]);
    expect(reported([`${route}.conditions.methods[0]`, "get post"])).toEqual([
      [expect.any(String), expect.stringMatching(/ \| write "GET"$/)],
    ]);
  });

  it("says what to leave out of a zone's id as AWS's command line prints it", () => {
    expect(reported([`${app}.hostedZone.id`, "/hostedzone/Z0123"])).toEqual([
      [
        "applications.app.hostedZone.id",
        expect.stringContaining('leave out /hostedzone/: write "Z0123"'),
      ],
    ]);
  });

  it("reports everything that is wrong with a host name at once", () => {
    expect(reported([`${app}.hostName`, "Bad Host"])).toEqual([
      ["applications.app.hostName", expect.stringMatching(/^must be lower case/)],
      ["applications.app.hostName", expect.stringMatching(/^must be a full host name/)],
    ]);
    expect(reported([`${app}.hostName`, "App.example.com"])).toHaveLength(1);
    expect(reported([`${app}.hostName`, "app example.com"])).toHaveLength(1);
  });
});

describe("an environment that is a Promise", () => {
  it("is one issue that says what to export", () => {
    const result = parseEnvironment(Promise.resolve(fullEnvironment()), "test");

    expect(result.ok ? [] : result.issues).toEqual([
      expect.objectContaining({
        path: [],
        message: expect.stringMatching(/^must not be a Promise/),
        fix: expect.stringContaining("export the environment itself"),
      }),
    ]);
  });
});

describe("two services without a default route", () => {
  it("are one issue, although no route leads to them", () => {
    const {
      routes: _,
      defaultRoute: __,
      signOut: ___,
      ...others
    } = fullEnvironment().applications.app as Record<string, unknown>;
    expect(reported([app, { ...others, services: { web: {}, api: {} } }])).toEqual([
      ["applications.app.defaultRoute.target", expect.stringMatching(/^is required: /)],
    ]);
  });
});

describe("text that looks like a placeholder of CDKTF", () => {
  const texts = [
    "${TfToken[TOKEN.1]}",
    "#{TfToken[TOKEN.2]}",
    "&{TfToken[TOKEN.3]}",
    "a#{TfToken[",
  ];

  it.each(texts)("is an issue where it stands: %s", (text) => {
    for (const where of [
      `${web}.environment.LOG_LEVEL`,
      `${app}.routes[3].target.messageBody`,
      "identity.groups.admins.description",
    ]) {
      expect(issuesOf(changed([where, text]))).toEqual([
        issue(where, text, "must not contain", "write it differently"),
      ]);
    }
  });

  it("is an issue in a name too", () => {
    const name = "a${TfToken[TOKEN.1]}";
    const groups = { admins: { precedence: 1 }, [name]: { precedence: 2 } };

    expect(reported(["identity.groups", groups])).toEqual([
      [`identity.groups.${name}`, expect.stringContaining("must not contain")],
    ]);
  });

  it.each(["${TfToken}", "TfToken[TOKEN.1]", "${tftoken[1]}", "#{host}"])(
    "is not every text with braces: %s",
    (text) => {
      expect(issuesOf(changed([`${web}.environment.LOG_LEVEL`, text]))).toEqual([]);
    },
  );
});

describe("a route that shares a path with sign-out", () => {
  const withPaths = (...paths: string[]) => {
    const { signOut: _, ...others } = fullEnvironment().applications.app as Record<string, unknown>;
    const target = { type: "service", service: "web" };
    const routes = [{ conditions: { paths }, access: { type: "login" }, target }];
    return reported([app, { ...others, routes }]);
  };

  it("is an issue of that path", () => {
    expect(withPaths("/account", "/logout")).toEqual([
      [
        "applications.app.routes.0.conditions.paths.1",
        expect.stringContaining("must not be a sign-out path"),
      ],
    ]);
    expect(withPaths("/signed-out", "/logout/*", "/x")).toHaveLength(1);
  });

  it("is no issue with a pattern that matches more than the path", () => {
    expect(withPaths("/log*", "/logout/*", "/*")).toEqual([]);
  });

  it(`is still one issue of the whole route where all of it is lost: ${inspect(["/logout"])}`, () => {
    expect(withPaths("/logout", "/signed-out")).toEqual([
      ["applications.app.routes.0.conditions", expect.stringContaining("is unreachable")],
    ]);
  });
});

describe("an identity provider as other tools write it", () => {
  const providers = "identity.identityProviders";

  it.each([
    [`${providers}.google`, { type: "google", clientId: "1" }, "rename the entry to Google"],
    [`${providers}.Google.clientSecret`, "hunter2", "set the variable, such as TF_VAR_google_"],
    [`${providers}.Okta.client_id`, "1", 'did you mean "clientId"?'],
    [`${providers}.Company.metadataFile`, "metadata.xml", 'readFileSync("metadata.xml", "utf8")'],
    [`${providers}.Company.idpInitiated`, true, "a bookmark or link to the application's URL"],
    [`${providers}.Company.type`, "SAML", 'did you mean "saml"?'],
    [`${app}.identityProviders`, "Google", 'write it like ["Google"]'],
    [`${app}.identityProviders[0]`, "google", 'did you mean "Google"?'],
  ])("says what to write: %s = %j", (where, value, fix) => {
    expect(reported([where, value])).toContainEqual([
      expect.any(String),
      expect.stringContaining(fix),
    ]);
  });
});
