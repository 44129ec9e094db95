import fc from "fast-check";
import { AddressBook, localUrlAt, realHost, realUrlAt } from "../src/model/address-book.ts";

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
  ])("finds %s at %s, not one byte behind the host changed", (real, local) => {
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
  ])("leaves %j as it is", (url) => {
    expect(book().localUrl(url)).toBe(url);
    expect(book().realUrl(url)).toBe(url);
  });

  it("tells the listeners of one host apart by their local ports", () => {
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

  it("takes the latest of two entries", () => {
    const addresses = book();
    addresses.add("app.example.com", https, { scheme: "https", port: 9443 });
    expect(addresses.localUrl("https://app.example.com/")).toBe(
      "https://app.example.com.localhost:9443/",
    );
  });

  it("gives every address back that it has translated", () => {
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
  it("takes .localhost off, and leaves other names alone", () => {
    expect(realHost("App.Example.com.localhost")).toBe("app.example.com");
    expect(realHost("app.example.com")).toBe("app.example.com");
    expect(realHost("localhost")).toBe("localhost");
  });
});

describe("an address of a host that is not in the book", () => {
  it("is translated for a listener that is known", () => {
    const local = { scheme: "http", port: 8443 } as const;
    expect(localUrlAt("https://x.example.org:443/a", local)).toBe(
      "http://x.example.org.localhost:8443/a",
    );
    expect(localUrlAt("https://127.0.0.1/a", local)).toBe("http://127.0.0.1:8443/a");
    expect(realUrlAt("http://x.example.org.localhost:8443/a", https)).toBe(
      "https://x.example.org/a",
    );
  });
});
