// An identity provider that shares no code with the emulator. Arguments: issuer, client id and secret,
// callback URL. It prints its port.
import Provider from "oidc-provider";

const [issuer, clientId, clientSecret, callbackUrl] = process.argv.slice(2);

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [callbackUrl],
      token_endpoint_auth_method: "client_secret_basic",
    },
  ],
  claims: { openid: ["sub"], email: ["email"] },
  findAccount: (_, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: `${sub}@example.org` }),
  }),
  pkce: { required: () => false },
  cookies: { keys: ["for tests only"] },
});

const server = provider.listen(0, "127.0.0.1", () => {
  process.stdout.write(`${server.address().port}\n`);
});
