import { deriveOverride } from "./override";

const version = "5.100.0";

const emitted = {
  terraform: {
    backend: { local: { path: "../../../terraform-state/seed/tasks.tfstate" } },
    required_providers: { aws: { source: "aws", version: "6.25.0" } },
  },
  provider: { aws: [{ region: "eu-central-1", default_tags: [{ tags: { Project: "seed" } }] }] },
  data: { terraform_remote_state: { identity: { backend: "local", config: { path: "x" } } } },
  resource: {
    aws_vpc: { network: { cidr_block: "10.0.0.0/16" } },
    aws_lb: { load_balancer: { enable_deletion_protection: true } },
    aws_cognito_user_pool: { pool: { lifecycle: { prevent_destroy: true } } },
  },
};

describe(deriveOverride, () => {
  it("asks for the provider at hand, and keeps what the emitted provider says", () => {
    const { terraform, provider } = deriveOverride(emitted, version);

    expect(terraform).toEqual({
      required_providers: { aws: { source: "hashicorp/aws", version } },
    });
    expect(provider).toMatchObject({ aws: [{ ...emitted.provider.aws[0], max_retries: 2 }] });
  });

  it("lifts the guards against deletion, and touches no other resource", () => {
    expect(deriveOverride(emitted, version).resource).toEqual({
      aws_lb: { load_balancer: { enable_deletion_protection: false } },
      aws_cognito_user_pool: {
        pool: { deletion_protection: "INACTIVE", lifecycle: { prevent_destroy: false } },
      },
    });
  });

  it("leaves out blocks that would be empty, which Terraform refuses", () => {
    const { resource, data } = deriveOverride({ ...emitted, resource: {} }, version);

    expect([resource, data]).toEqual([undefined, undefined]);
  });

  it("repeats a backend and a state in S3 with what the emulator needs", () => {
    const s3 = { bucket: "states", key: "seed/tasks.tfstate", region: "eu-central-1" };
    const state = { backend: "s3", config: { ...s3, key: "seed/shared-identity.tfstate" } };

    const { terraform, data } = deriveOverride(
      {
        ...emitted,
        terraform: { backend: { s3: { ...s3, use_lockfile: true } } },
        data: { terraform_remote_state: { identity: state } },
      },
      version,
    );

    expect(terraform).toMatchObject({
      backend: { s3: { ...s3, use_lockfile: true, use_path_style: true } },
    });
    expect(data).toMatchObject({
      terraform_remote_state: { identity: { config: { ...state.config, use_path_style: true } } },
    });
  });
});
