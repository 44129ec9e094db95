import { relyingPartyIdsOf } from "../../config/relying-party";

describe(relyingPartyIdsOf, () => {
  it.each([
    ["login.example.com", ["login.example.com", "example.com"]],
    ["auth.shop.example.co.uk", ["auth.shop.example.co.uk", "shop.example.co.uk", "example.co.uk"]],
    // Others get their part of the domain above.
    [
      "a-login.auth.eu-central-1.amazoncognito.com",
      ["a-login.auth.eu-central-1.amazoncognito.com"],
    ],
    ["auth.internal", ["auth.internal"]],
  ])("lists what a browser accepts on %s", (host, ids) => {
    expect(relyingPartyIdsOf(host)).toEqual(ids);
  });
});
