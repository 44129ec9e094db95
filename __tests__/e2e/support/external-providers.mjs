/**
 * Two identity providers of others, for the emulator to sign in at: OpenID Connect by oidc-provider, SAML
 * 2.0 by samlify. They end with the standard input.
 * Arguments: port of each, URL of the user pool's domain, entity ID of the user pool.
 */
import { createHash, webcrypto } from "node:crypto";
import { createServer } from "node:http";
import * as x509 from "@peculiar/x509";
import Provider from "oidc-provider";
import samlify from "samlify";

const [oidcPort, samlPort, domainUrl, entityId] = process.argv.slice(2);
process.stdin.resume().on("end", () => process.exit());

const openid = new Provider(`http://localhost:${oidcPort}`, {
  clients: [
    {
      client_id: "company",
      client_secret: "secret of the company",
      token_endpoint_auth_method: "client_secret_post",
      redirect_uris: [`${domainUrl}/oauth2/idpresponse`],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "given_name"] },
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: `${id}@google.example`,
      email_verified: true,
      name: `${id} of Google`,
    }),
  }),
  pkce: { required: () => true },
});
openid.listen(Number(oidcPort), "127.0.0.1");

const base = `http://localhost:${samlPort}`;
const binding = (name) => `urn:oasis:names:tc:SAML:2.0:bindings:HTTP-${name}`;
const attribute = (name, valueTag) => ({
  name,
  valueTag,
  nameFormat: "urn:oasis:names:tc:SAML:2.0:attrname-format:uri",
  valueXsiType: "xs:string",
});
const claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
const template = {
  context: samlify.SamlLib.defaultLoginResponseTemplate.context,
  attributes: [
    attribute(`${claims}/emailaddress`, "user.email"),
    attribute("department", "user.department"),
  ],
};

async function newIdentityProvider() {
  x509.cryptoProvider.set(webcrypto);
  const algorithm = {
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=idp.example.com",
    signingAlgorithm: algorithm,
    keys,
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey));
  return samlify.IdentityProvider({
    entityID: `${base}/metadata`,
    signingCert: certificate.toString("pem"),
    privateKey: `-----BEGIN PRIVATE KEY-----\n${pkcs8.toString("base64")}\n-----END PRIVATE KEY-----`,
    requestSignatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    nameIDFormat: ["urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"],
    singleSignOnService: [{ Binding: binding("Redirect"), Location: `${base}/sso` }],
    loginResponseTemplate: template,
  });
}

samlify.setSchemaValidator({ validate: async () => "not checked here" });
const own = await newIdentityProvider();
/** With the same name and another key: its signatures must be rejected. */
const forger = await newIdentityProvider();
const userPool = samlify.ServiceProvider({
  entityID: entityId,
  wantAssertionsSigned: true,
  assertionConsumerService: [
    { Binding: binding("POST"), Location: `${domainUrl}/saml2/idpresponse` },
  ],
});

const escaped = (text) => text.replace(/[&"<>]/g, (char) => `&#${char.charCodeAt(0)};`);
const field = (name, value) =>
  `<input type="hidden" name="${name}" value="${escaped(value ?? "")}">`;

function fillIn(requestId, login, audience) {
  return (text) => {
    const now = Date.now();
    const at = (minutes) => new Date(now + minutes * 60_000).toISOString();
    const id = `_${createHash("sha256").update(`${requestId}${now}`).digest("hex")}`;
    const acs = `${domainUrl}/saml2/idpresponse`;
    const context = samlify.SamlLib.replaceTagsByValue(text, {
      ID: id,
      AssertionID: `${id}a`,
      Destination: acs,
      Audience: audience,
      EntityID: entityId,
      SubjectRecipient: acs,
      NameIDFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
      NameID: login,
      Issuer: `${base}/metadata`,
      IssueInstant: at(0),
      ConditionsNotBefore: at(-1),
      ConditionsNotOnOrAfter: at(5),
      SubjectConfirmationDataNotOnOrAfter: at(5),
      AssertionConsumerServiceURL: acs,
      InResponseTo: requestId,
      StatusCode: "urn:oasis:names:tc:SAML:2.0:status:Success",
      AuthnStatement: "",
      attrUserEmail: `${login}@company.example`,
      attrUserDepartment: "Research",
    });
    return { id, context };
  };
}

async function signIn(query, form) {
  if (form === undefined) {
    const { extract } = await own.parseLoginRequest(userPool, "redirect", { query });
    return `<h1>Company</h1><form method="post">${field("id", extract.request.id)}${field("relay", query.RelayState)}
      <input name="login"><select name="kind"><option>valid</option><option>forged</option><option>foreign</option></select>
      <button>Sign in</button></form>`;
  }
  const kind = form.get("kind");
  const { context, entityEndpoint } = await (kind === "forged" ? forger : own).createLoginResponse(
    userPool,
    { extract: { request: { id: form.get("id") } } },
    "post",
    {},
    fillIn(form.get("id"), form.get("login"), kind === "foreign" ? "urn:other" : entityId),
  );
  return `<form method="post" action="${escaped(entityEndpoint)}">${field("SAMLResponse", context)}${field("RelayState", form.get("relay"))}
    <button>Continue</button></form><script>document.forms[0].submit()</script>`;
}

createServer(async (request, response) => {
  const url = new URL(request.url, base);
  try {
    if (url.pathname === "/metadata") {
      return response.setHeader("Content-Type", "application/xml").end(own.getMetadata());
    }
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const form =
      request.method === "POST" ? new URLSearchParams(Buffer.concat(chunks).toString()) : undefined;
    response.setHeader("Content-Type", "text/html");
    response.end(await signIn(Object.fromEntries(url.searchParams), form));
  } catch (error) {
    response.statusCode = 500;
    response.end(String(error?.stack ?? error));
  }
}).listen(Number(samlPort), "127.0.0.1", () => console.log("ready"));
