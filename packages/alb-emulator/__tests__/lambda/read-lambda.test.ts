import { join } from "node:path";
import { parseServiceOption } from "../../src/cli/service-option.ts";
import { EmulatorError } from "../../src/model/emulator-error.ts";
import { EmulatorFixture } from "../support/emulator-fixture.ts";
import { Visitor } from "../support/visitor.ts";

const file = join(__dirname, "index.fixture.mjs");
let fixture: EmulatorFixture;
beforeEach(() => {
  fixture = new EmulatorFixture();
  fixture.editStack("tasks", (text) => {
    const stack = JSON.parse(text);
    stack.resource.aws_lambda_function = {
      orders: {
        ...{ function_name: "orders", timeout: 2, handler: "index.handler" },
        environment: { variables: { TABLE: "tasks", BUCKET: "${aws_s3_bucket.files.arn}" } },
      },
    };
    stack.resource.aws_lb_target_group.orders = { name: "orders-group", target_type: "lambda" };
    stack.resource.aws_lb_target_group_attachment = {
      orders: {
        target_group_arn: "${aws_lb_target_group.orders.arn}",
        target_id: "${aws_lambda_function.orders.arn}",
      },
    };
    const [listener] = Object.values<{ protocol: string; default_action: unknown }>(
      stack.resource.aws_lb_listener,
    ).filter(({ protocol }) => protocol === "HTTPS");
    if (listener === undefined) throw new Error("The stack has no HTTPS listener.");
    listener.default_action = [
      { type: "forward", target_group_arn: "${aws_lb_target_group.orders.arn}" },
    ];
    return JSON.stringify(stack);
  });
});
afterEach(() => fixture.close());

it("runs the function that Terraform registers, with its variables", async () => {
  const emulator = await fixture.start({
    services: [{ service: "orders", program: { module: file, exportName: "handler" } }],
  });
  const { text, status } = await new Visitor().send(`${emulator.urlOf("tasks")}/any`);
  const { context, table, name } = JSON.parse(text);

  expect(status).toBe(200);
  expect([table, name]).toEqual(["tasks", "orders"]);
  expect(context.invokedFunctionArn).toMatch(/^arn:aws:lambda:[\w-]+:\d{12}:function:orders$/);
});

it("rejects a command for a function, and a handler for a service", async () => {
  const command = { service: "orders", program: { command: "node server.js" } };
  const handler = { service: "web", program: { module: file, exportName: "handler" } };

  await expect(fixture.start({ services: [command, handler] })).rejects.toThrow(
    /tasks\/orders is a Lambda function, which a command cannot be/,
  );
  await expect(fixture.start({ services: [handler] })).rejects.toThrow(EmulatorError);
});

it("reads a module and its handler from the command line", () => {
  expect(parseServiceOption(`orders=${file}#handler`)).toEqual({
    ...{ application: undefined, service: "orders" },
    program: { module: file, exportName: "handler" },
  });
  expect(parseServiceOption("orders=missing.mjs#handler")).toMatch(
    /file .*missing\.mjs does not exist, so its handler cannot run/,
  );
});
