import { serviceLogEvent } from "../../src/runtime/service-log-line.ts";

const service = { application: "app", name: "web" };
const id = "1-6705a4bc-5f0a93be0d2f45f292f73f6f";
const otherId = "1-00000000-000000000000000000000000";

describe(serviceLogEvent, () => {
  it("finds the request of a JSON line by its trace id, in a field of any name", () => {
    const line = JSON.stringify({ level: "warn", "trace-id": `Root=${id}`, code: "E_GROUP", n: 3 });

    expect(serviceLogEvent(service, line, 0)).toMatchObject({
      application: "app",
      service: "web",
      requestId: id,
      fields: { level: "warn", code: "E_GROUP", n: "3" },
      line,
    });
  });

  it("prefers this hop's id to the one that the client sent", () => {
    const line = JSON.stringify({ traceId: `Self=${id};Root=${otherId}` });

    expect(serviceLogEvent(service, line, 0)?.requestId).toBe(id);
  });

  it.each([
    ["text", `listening, ${id}`],
    ["JSON without a trace id", '{"traceId":"none"}'],
    ["a trace id in a nested object only", JSON.stringify({ request: { id } })],
    ["broken JSON", `{"traceId":"${id}"`],
    ["a list", JSON.stringify([id])],
    ["a line of 20,000 characters", JSON.stringify({ traceId: id, text: "x".repeat(20_000) })],
  ])("ignores %s", (_name, line) => {
    expect(serviceLogEvent(service, line, 0)).toBeUndefined();
  });

  it("says what a known code means", () => {
    const codes = {
      E_GROUP: { meaning: "The user is not in the group.", remedy: "Add the user." },
    };
    const explanationOf = (code: unknown) =>
      serviceLogEvent(service, JSON.stringify({ traceId: id, code }), 0, codes)?.explanation;

    expect(explanationOf("E_GROUP")).toBe("The user is not in the group. Add the user.");
    expect(explanationOf("E_OTHER")).toBeUndefined();
    expect(explanationOf("constructor")).toBeUndefined();
    expect(explanationOf(3)).toBeUndefined();
  });

  it("cuts long values", () => {
    const line = JSON.stringify({ traceId: id, text: "x".repeat(10_000) });

    const event = serviceLogEvent(service, line, 0);

    expect(event?.fields.text).toHaveLength(501);
    expect(event?.line).toHaveLength(4097);
  });
});
