import { parseCommandLine } from "../../scripts/doctor/command-line";

describe("the command line of npm run doctor", () => {
  it("takes a URL, with https where the scheme is missing", () => {
    expect(parseCommandLine(["app.example.com/tasks"])).toMatchObject({
      mode: "walk",
      url: new URL("https://app.example.com/tasks"),
      json: false,
    });
  });

  it("takes addresses to connect to, with and without a port", () => {
    const { connectTo } = parseCommandLine([
      "https://app.example.com",
      "--connect-to=App.example.com:443=127.0.0.1:8443",
      "--connect-to=login.example.com=[::1]",
    ]);

    expect(connectTo).toEqual([
      { host: "app.example.com", urlPort: 443, address: "127.0.0.1", port: 8443 },
      { host: "login.example.com", urlPort: undefined, address: "::1", port: undefined },
    ]);
  });

  it("reports all mistakes together", () => {
    expect(() =>
      parseCommandLine(["ftp://x", "two", "--timeout", "0", "--connect-to", "nothing"]),
    ).toThrow(/one URL at a time[\s\S]*not a URL[\s\S]*--timeout[\s\S]*--connect-to/);
  });

  it("rejects a password in the URL without repeating it", () => {
    const parseIt = () => parseCommandLine(["https://anna:Hunter-2-secret@app.example.com"]);

    expect(parseIt).toThrow(/--user/);
    expect(parseIt).not.toThrow(/Hunter-2-secret/);
  });

  it("needs no URL for a line of the access log", () => {
    expect(parseCommandLine(["--log-line", "https 2026-11-29T22:00:00Z app/x/y"])).toMatchObject({
      mode: "access-log",
      url: undefined,
    });
  });
});
