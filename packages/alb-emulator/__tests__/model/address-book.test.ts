import fc from "fast-check";
import { AddressBook, realHost, realUrlAt } from "../../src/model/address-book.ts";

const https = { scheme: "https", port: 443 } as const;
const http = { scheme: "http", port: 80 } as const;

function book(): AddressBook {
  const addresses = new AddressBook();
  addresses.add("app.example.com", https, { scheme: "http", port: 8443 });
  addresses.add("app.example.com", http, { scheme: "http", port: 8080 });
  return addresses;
}

describe(AddressBook, () => {
  it.each([
    ["https://app.example.com/a?b=%2F#c", "http://app.example.com.localhost:8443/a?b=%2F#c"],
    ["https://APP.example.com", "http://app.example.com.localhost:8443"],
    ["https://app.example.com:443/", "http://app.example.com.localhost:8443/"],
    ["http://app.example.com/", "http://app.example.com.localhost:8080/"],
  ])("translates %s to %s, unchanged after the host", (real, local) => {
    expect(book().localUrl(real)).toBe(local);
  });

  it.each([
    "https://other.example.com/",
    "https://app.example.com:444/",
    "https://app.example.com.evil.org/",
    "https://app.example.com@evil.org/",
    "//app.example.com/",
    "/path",
    "null",
    "",
  ])("does not change %j", (url) => {
    expect(book().localUrl(url)).toBe(url);
    expect(book().realUrl(url)).toBe(url);
  });

  it("distinguishes the listeners of one host by their local ports", () => {
    const addresses = book();
    expect(addresses.realUrl("http://app.example.com.localhost:8443/x")).toBe(
      "https://app.example.com/x",
    );
    expect(addresses.realUrl("http://app.example.com.localhost:8080/x")).toBe(
      "http://app.example.com/x",
    );
    expect(addresses.realUrl("http://app.example.com.localhost:9999/x")).toBe(
      "http://app.example.com.localhost:9999/x",
    );
  });

  it("uses the latest of two entries", () => {
    const addresses = book();
    addresses.add("app.example.com", https, { scheme: "https", port: 9443 });
    expect(addresses.localUrl("https://app.example.com/")).toBe(
      "https://app.example.com.localhost:9443/",
    );
  });

  it("translates every address back", () => {
    const rest = fc.webUrl({ withQueryParameters: true, withFragments: true }).map((url) => {
      const { pathname, search, hash } = new URL(url);
      return pathname + search + hash;
    });
    fc.assert(
      fc.property(rest, (path) => {
        const addresses = book();
        const real = `https://app.example.com${path}`;
        expect(addresses.realUrl(addresses.localUrl(real))).toBe(real);
      }),
    );
  });
});

describe(realHost, () => {
  it("removes .localhost, and does not change other names", () => {
    expect(realHost("App.Example.com.localhost")).toBe("app.example.com");
    expect(realHost("app.example.com")).toBe("app.example.com");
    expect(realHost("localhost")).toBe("localhost");
  });
});

describe("the address of a host that is not registered", () => {
  it("is translated for a given listener", () => {
    const local = { scheme: "http", port: 8443 } as const;
    expect(new AddressBook().localUrlAt("https://x.example.org:443/a", local)).toBe(
      "http://x.example.org.localhost:8443/a",
    );
    expect(new AddressBook().localUrlAt("https://127.0.0.1/a", local)).toBe(
      "http://127.0.0.1:8443/a",
    );
    expect(realUrlAt("http://x.example.org.localhost:8443/a", https)).toBe(
      "https://x.example.org/a",
    );
  });
});
