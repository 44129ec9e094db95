import { type EditableStack, first, readEdited } from "./support/fixture-stacks.ts";

const userPoolId = "${aws_cognito_user_pool.user_pool.id}";
const base64 = (text: string) => Buffer.from(text).toString("base64");

function read(edit: (identity: EditableStack, tasks: EditableStack) => void) {
  const [pool] = readEdited((stacks) => edit(stacks["shared-identity"], stacks.tasks)).userPools;
  if (pool === undefined) throw new Error("the fixture has no user pool");
  return pool;
}

describe("the styles of a pool's pages", () => {
  it("are none, on the hosted UI, where nothing declares any", () => {
    expect(read(() => {})).toMatchObject({
      domain: { managedLoginVersion: 1 },
      pageStyles: { hostedUi: [], managedLogin: [] },
    });
  });

  it("are the hosted UI's, for every app client where none is named", () => {
    const { pageStyles } = read((identity) => {
      identity.resource.aws_cognito_user_pool_ui_customization = {
        pages: {
          user_pool_id: userPoolId,
          css: ".label-customizable {}",
          image_file: base64("logo"),
        },
      };
    });

    expect(pageStyles?.hostedUi).toEqual([
      expect.objectContaining({
        clientId: "ALL",
        css: ".label-customizable {}",
        logo: Buffer.from("logo"),
      }),
    ]);
  });

  it("are managed login's, by app client", () => {
    const pool = read((identity, tasks) => {
      first(identity, "aws_cognito_user_pool_domain").managed_login_version = 2;
      const [client = ""] = Object.keys(tasks.resource.aws_cognito_user_pool_client ?? {});
      tasks.resource.aws_cognito_managed_login_branding = {
        pages: {
          user_pool_id: first(tasks, "aws_cognito_user_pool_client").user_pool_id,
          client_id: `\${aws_cognito_user_pool_client.${client}.id}`,
          settings: '{"components":{"form":{"logo":{"enabled":true}}}}',
          asset: [
            {
              category: "FORM_LOGO",
              color_mode: "DARK",
              extension: "SVG",
              bytes: base64("<svg/>"),
            },
          ],
        },
      };
    });

    expect(pool.domain?.managedLoginVersion).toBe(2);
    expect(pool.pageStyles?.managedLogin).toEqual([
      expect.objectContaining({
        clientId: pool.clients.find(({ name }) => name.endsWith("tasks"))?.clientId,
        settings: { components: { form: { logo: { enabled: true } } } },
        assets: [
          {
            category: "FORM_LOGO",
            colorMode: "DARK",
            extension: "SVG",
            bytes: Buffer.from("<svg/>"),
          },
        ],
      }),
    ]);
  });

  it("exist where their values are expressions that the emulator does not evaluate", () => {
    const { pageStyles } = read((identity) => {
      identity.resource.aws_cognito_managed_login_branding = {
        pages: {
          user_pool_id: userPoolId,
          client_id: "abc",
          settings: '${file("settings.json")}',
          use_cognito_provided_values: "${var.plain}",
        },
      };
    });

    expect(pageStyles?.managedLogin).toEqual([
      expect.objectContaining({ clientId: "abc", settings: {}, assets: [] }),
    ]);
  });

  it("belong to the domain of its own, where the pool has a prefix as well", () => {
    const { domain } = read((identity) => {
      const prefix = first(identity, "aws_cognito_user_pool_domain");
      identity.resource.aws_cognito_user_pool_domain = {
        prefix: { user_pool_id: prefix.user_pool_id, domain: "an-old-login" },
        ...identity.resource.aws_cognito_user_pool_domain,
      };
      Object.assign(prefix, { domain: "login.example.com", certificate_arn: "arn:aws:acm:x" });
    });

    expect(domain).toMatchObject({
      domain: "login.example.com",
      baseUrl: "https://login.example.com",
    });
  });

  it("leave the application its host name, where a record points to the domain's distribution", () => {
    const { loadBalancers } = readEdited((stacks) => {
      const identity = stacks["shared-identity"];
      const [domain = ""] = Object.keys(identity.resource.aws_cognito_user_pool_domain ?? {});
      const attribute = (name: string) => `\${aws_cognito_user_pool_domain.${domain}.${name}}`;
      identity.resource.aws_route53_record = {
        login: {
          zone_id: "Z1",
          name: "login.example.com",
          type: "A",
          alias: {
            name: attribute("cloudfront_distribution"),
            zone_id: attribute("cloudfront_distribution_zone_id"),
            evaluate_target_health: false,
          },
        },
      };
    });

    expect(loadBalancers.flatMap(({ hostNames }) => hostNames)).not.toContain("login.example.com");
  });
});
