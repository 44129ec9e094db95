import type { ErrorRequestHandler } from "express";
import { handleAlbAuthError } from "../express.ts";
import { AlbAuthError } from "../index.ts";
import { send } from "./support/express-app.ts";
import { rawHeaders, signedInHeaders } from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

const valid = rawHeaders(signedInHeaders());
const forged = rawHeaders(signedInHeaders({ data: "forged" }));

describe("a rejected request", () => {
  let log: jest.SpyInstance;
  beforeEach(() => {
    log = jest.spyOn(console, "error").mockImplementation(() => {});
  });
  afterEach(() => log.mockRestore());

  it("gets a challenge from Express' own error handler", async () => {
    const { status, headers, error } = await send([]);

    expect(status).toBe(401);
    expect(headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
    expect(error).toMatchObject({ code: "ERR_DATA_MISSING" });
  });

  it.each(["development", "test", "production"])(
    "does not learn from Express' own error handler which check failed (%s)",
    async (env) => {
      const { text, error } = await send(forged, { env });

      expect(text).toMatch(/Unauthorized/);
      expect(text).not.toMatch(/ERR_|AlbAuthError|x-amzn|JWS|\.ts/);
      expect(error).toBeInstanceOf(AlbAuthError);
      expect((error as AlbAuthError).message).toMatch(/x-amzn-oidc-data/);
    },
  );

  it("is logged by Express' own error handler with the code", async () => {
    await send(forged, { env: "production" });

    expect(log).toHaveBeenCalledWith(expect.objectContaining({ code: "ERR_DATA_MALFORMED" }));
  });

  it("gets the same response from handleAlbAuthError, which does not log it", async () => {
    const { status, headers, text } = await send(forged, {
      env: "development",
      errorHandlers: [handleAlbAuthError],
    });

    expect({ status, text }).toEqual({ status: 401, text: "Unauthorized" });
    expect(headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
    expect(log).not.toHaveBeenCalled();
  });

  it("reaches the app's own error handler as an AlbAuthError", async () => {
    const own: ErrorRequestHandler = (error, _request, response, next) => {
      if (!(error instanceof AlbAuthError)) return next(error);
      response
        .status(error.status)
        .set(error.headers)
        .json({ retry: error.status === 503 });
    };
    const { endpoints, verifier } = new VerifierFixture();
    endpoints.jwksFailure = "network error";

    const { status, headers, text } = await send(valid, {
      options: { verifier },
      errorHandlers: [own],
    });

    expect({ status, text }).toEqual({ status: 503, text: '{"retry":true}' });
    expect(headers["retry-after"]).toBe("2");
  });
});

describe("handleAlbAuthError", () => {
  it("passes every other error on", async () => {
    const bug = new Error("bug");

    const { status, error } = await send(valid, {
      handlers: [(_request, _response, next) => next(bug)],
      errorHandlers: [handleAlbAuthError],
    });

    expect(status).toBe(500);
    expect(error).toBe(bug);
  });

  it("leaves a response that has begun to Express, which ends the connection", async () => {
    const thrown = new AlbAuthError("ERR_GROUP_MISSING");
    let passedOn: unknown;

    const begun = send(valid, {
      handlers: [
        (_request, response, next) => {
          response.write("begun");
          next(thrown);
        },
      ],
      errorHandlers: [
        handleAlbAuthError,
        (error, _request, _response, next) => {
          passedOn = error;
          next(error);
        },
      ],
    });

    await expect(begun).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(passedOn).toBe(thrown);
  });
});
