import { changed, issue, issuesOf, rejectsEach } from "../valid-environment";

const providers = "identity.identityProviders";

describe("the names of identity providers", () => {
  it.each([
    ["google", { type: "google", clientId: "1" }, 'must be named "Google"', "rename the entry"],
    ["Apple", apple(), 'must be named "SignInWithApple"', "SignInWithApple"],
    ["Amazon", { type: "amazon", clientId: "1" }, 'must be named "LoginWithAmazon"', ""],
    ["FaceBook", { type: "facebook", clientId: "1" }, 'must be named "Facebook"', ""],
    ["Cognito", saml(), "COGNITO stands for the users of the user pool", ""],
    ["Google", saml(), 'reserves it for type "google"', 'type: "google"'],
  ])("reject %s", (name, provider, message, fix) => {
    expect(issuesOf(changed([providers, { [name]: provider }]))).toEqual([
      issue([...providers.split("."), name], name, message, fix),
    ]);
  });

  it("reject two that would have the same Terraform variable", () => {
    const oidc = { type: "oidc", issuer: "https://a.example.com", clientId: "1" };

    expect(issuesOf(changed([providers, { "my-idp": oidc, "my.idp": oidc }]))).toEqual([
      issue(
        ["identity", "identityProviders", "my.idp"],
        "my.idp",
        "the same Terraform variable as my-idp, my_idp_client_secret",
        "rename",
      ),
    ]);
  });
});

describe("a SAML provider", () => {
  it.each([
    ["no metadata", { type: "saml" }, "must have metadataUrl or metadataFile", "metadata URL"],
    [
      "two sources of metadata",
      { ...saml(), metadataFile: "<EntityDescriptor/>" },
      "either metadataUrl or metadataFile",
      "remove metadataFile",
    ],
  ])("is rejected with %s", (_, provider, message, fix) => {
    expect(issuesOf(changed([providers, { Company: provider }]))).toEqual([
      issue(`${providers}.Company`, provider, message, fix),
    ]);
  });

  it("is accepted with the text of its metadata", () => {
    const provider = { type: "saml", metadataFile: '<?xml version="1.0"?><EntityDescriptor/>' };

    expect(issuesOf(changed([providers, { Company: provider }]))).toEqual([]);
  });

  rejectsEach([
    [
      `${providers}.Company.idpInitiated`,
      true,
      "without the cookie of a sign-in that it began itself",
      "a bookmark or link to the application's URL",
    ],
    [
      `${providers}.Company.metadataFile`,
      "./okta.xml",
      "must be the XML of the metadata, not the path",
      'readFileSync("./okta.xml", "utf8")',
    ],
    [`${providers}.Company.metadataFile`, "https://idp.example.com/x", "XML", "use metadataUrl"],
    [`${providers}.Company.metadataUrl`, "metadata.xml", "begins with https://", "metadataFile"],
  ]);

  it("shares no identifier with another", () => {
    const two = {
      One: { ...saml(), identifiers: ["example.com"] },
      Two: { ...saml(), identifiers: ["example.org", "Example.com"] },
    };

    expect(issuesOf(changed([providers, two]))).toEqual([
      issue(`${providers}.Two.identifiers[1]`, "Example.com", "an identifier of One", "remove"),
    ]);
  });
});

describe("a provider with OAuth 2.0", () => {
  rejectsEach([
    [
      `${providers}.Okta.issuer`,
      "https://example.okta.com/.well-known/openid-configuration",
      "must be the issuer",
      'write "https://example.okta.com"',
    ],
    [`${providers}.Okta.scopes`, ["email"], 'must include "openid"', 'add "openid"'],
    [`${providers}.Google.scopes[0]`, "openid email", "must be one scope", "one entry per scope"],
    [
      `${providers}.Google.clientSecret`,
      "hunter2",
      "must not be in the environment file",
      "TF_VAR_google_client_secret",
    ],
    [
      `${providers}.SignInWithApple.privateKey`,
      "-----BEGIN PRIVATE KEY-----",
      "the private key is a sensitive Terraform variable",
      "TF_VAR_sign_in_with_apple_private_key",
    ],
    [`${providers}.SignInWithApple.teamId`, "abc", "Apple's team ID", "developer account"],
  ]);
});

describe("an attribute mapping", () => {
  const mapping = (attribute: string, claim = "x") =>
    changed([`${providers}.Company.attributeMapping`, { [attribute]: claim }]);
  const path = ["identity", "identityProviders", "Company", "attributeMapping"];

  it.each([
    ["custom:departmnt", "must be declared", 'did you mean "custom:department"?'],
    ["custom:team", "must be declared", 'add customAttributes: { "team": { type: "string" } }'],
    ["custom:level", "the second sign-in of a user would fail", "declare another attribute"],
    ["department", "is a custom attribute", 'write "custom:department"'],
    ["username", "Cognito sets username itself", "remove it"],
    ["sub", "Cognito sets sub itself", "remove it"],
    ["givenname", "must be a standard attribute", 'did you mean "given_name"?'],
    ["http://schemas.example.com/mail", "must be a standard attribute", "user pool first"],
  ])("to %s is rejected", (attribute, message, fix) => {
    expect(issuesOf(mapping(attribute))).toEqual([
      issue([...path, attribute], attribute, message, fix),
    ]);
  });

  it.each(["email", "email_verified", "phone_number_verified", "custom:department"])(
    "to %s is accepted",
    (attribute) => {
      expect(issuesOf(mapping(attribute))).toEqual([]);
    },
  );

  it("to any custom attribute is accepted for an existing pool, whose attributes are unknown", () => {
    const identity = {
      type: "existing",
      userPoolId: "eu-central-1_Ab1Cd2Ef3",
      domain: { prefix: "company-login" },
      resourceServers: { tasks: { existing: true, scopes: { read: "Read" } } },
      identityProviders: {
        AzureAD: { type: "existing" },
        Company: { ...saml(), attributeMapping: { "custom:team": "team" } },
      },
    };

    expect(issuesOf(changed(["identity", identity]))).toEqual([]);
  });
});

describe("custom attributes", () => {
  const attributes = "identity.customAttributes";

  rejectsEach([
    [
      `${attributes}.department`,
      { type: "string", minLength: 9, maxLength: 3 },
      "must have minLength and maxLength in ascending order",
      "exchange",
    ],
    [
      `${attributes}.level`,
      { type: "number", minValue: 9, maxValue: 3 },
      "must have minValue and maxValue in ascending order",
      "exchange",
    ],
  ]);

  it("are written without Cognito's prefix", () => {
    expect(issuesOf(changed([attributes, { "custom:department": { type: "string" } }]))[0]).toEqual(
      issue(
        ["identity", "customAttributes", "custom:department"],
        { type: "string" },
        'must be written without "custom:"',
        'write "department"',
      ),
    );
  });
});

describe("the identity providers of an application", () => {
  const offered = "applications.app.identityProviders";

  it.each([[["COGNITO"]], [["Company"]], [["Google", "COGNITO", "Okta"]]])("may be %j", (names) => {
    expect(issuesOf(changed([offered, names]))).toEqual([]);
  });

  rejectsEach([
    [`${offered}[0]`, "google", "must be COGNITO or one of", 'did you mean "Google"?'],
    [`${offered}[0]`, "Auth0", "the app client could not be created", "declare it"],
    [`${offered}[0]`, "cognito", "must be COGNITO", 'did you mean "COGNITO"?'],
    [offered, [], "must have at least one entry", "add an entry"],
  ]);

  it("are not repeated", () => {
    expect(issuesOf(changed([offered, ["Google", "Google"]]))).toEqual([
      issue(`${offered}[1]`, "Google", "must not repeat an entry", "remove it"),
    ]);
  });
});

function saml() {
  return { type: "saml", metadataUrl: "https://idp.example.com/metadata" };
}

function apple() {
  return {
    type: "apple",
    servicesId: "com.example.signin",
    teamId: "A1B2C3D4E5",
    keyId: "F6G7H8I9J0",
  };
}
