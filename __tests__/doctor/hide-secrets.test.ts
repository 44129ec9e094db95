import { Secrets } from "../../scripts/doctor/hide-secrets";

describe("Secrets", () => {
  it("hides what it knows, also in the encoding of a URL", () => {
    const secrets = new Secrets();
    secrets.add("p/ss word+1");

    const text = `is p/ss word+1 or ${encodeURIComponent("p/ss word+1")}`;

    expect(secrets.hide(text)).toBe("is [hidden] or [hidden]");
  });

  it.each([
    ["a code", "https://a.example/oauth2/idpresponse?code=0b1c-2d&state=AbC%3D"],
    ["a token", "got eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIwYjFjIn0=.c2lnbmF0dXJl0b1c=="],
    ["a session cookie", "Cookie: AWSELBAuthSessionCookie-0=0b1c/AbC==; a=b"],
    ["a nonce", "AWSALBAuthNonce=0b1cAbC"],
    ["credentials", "authorization: Basic 0b1cAbCdef=="],
  ])("hides %s that it does not know", (_name, text) => {
    expect(new Secrets().hide(text)).not.toMatch(/0b1c|AbC|eyJ/);
  });

  it("keeps everything else", () => {
    const text = "https://login.example.com/oauth2/authorize?client_id=3n4b5&scope=openid%20email";

    expect(new Secrets().hide(text)).toBe(text);
  });
});
