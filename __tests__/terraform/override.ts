type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function object(value: unknown): Json {
  return isObject(value) ? value : {};
}

function mapEntries(value: unknown, change: (entry: Json, id: string) => Json): Json {
  return Object.fromEntries(
    Object.entries(object(value)).map(([id, entry]) => [id, change(object(entry), id)]),
  );
}

/** Deletion protection, removed so that a test can destroy what it has applied. */
const unprotected: Readonly<Record<string, Json>> = {
  aws_cognito_user_pool: { deletion_protection: "INACTIVE" },
  aws_ecr_repository: { force_delete: true },
  aws_lb: { enable_deletion_protection: false },
  aws_s3_bucket: { force_destroy: true },
};

function removeProtection(resources: unknown): Json {
  const changes: Json = {};
  for (const [type, instances] of Object.entries(object(resources))) {
    const changed = Object.entries(object(instances)).flatMap(([id, resource]) => {
      const isProtected = object(object(resource).lifecycle).prevent_destroy === true;
      const change = {
        ...unprotected[type],
        ...(isProtected ? { lifecycle: { prevent_destroy: false } } : {}),
      };
      return Object.keys(change).length === 0 ? [] : [[id, change] as const];
    });
    if (changed.length > 0) changes[type] = Object.fromEntries(changed);
  }
  return changes;
}

const emulatedS3Backend = {
  use_path_style: true,
  skip_credentials_validation: true,
  skip_metadata_api_check: true,
  skip_requesting_account_id: true,
};

function withoutEmpty(value: Json): Json {
  return Object.fromEntries(
    Object.entries(value).filter(([, each]) => !isObject(each) || Object.keys(each).length > 0),
  );
}

/** Options of {@link deriveOverride}. */
export interface OverrideOptions {
  /** Keeps deletion protection as it is emitted, to plan with it. @default false */
  readonly keepsProtection?: boolean;
}

/**
 * The `override.tf.json` that Terraform merges over an emitted stack, to run it with moto and with the
 * provider in the mirror. Derived from the stack, since an override replaces a provider, a backend and
 * the `config` of a data source as a whole.
 *
 * @see https://developer.hashicorp.com/terraform/language/files/override
 */
export function deriveOverride(
  emitted: Json,
  providerVersion: string,
  { keepsProtection = false }: OverrideOptions = {},
): Json {
  const terraform = object(emitted.terraform);
  const backend = mapEntries(terraform.backend, (settings, type) =>
    type === "s3" ? { ...settings, ...emulatedS3Backend } : settings,
  );
  const providers = Array.isArray(object(emitted.provider).aws)
    ? (object(emitted.provider).aws as unknown[])
    : [];
  const states = mapEntries(object(emitted.data).terraform_remote_state, (state) =>
    state.backend === "s3" ? { config: { ...object(state.config), ...emulatedS3Backend } } : {},
  );
  return withoutEmpty({
    terraform: withoutEmpty({
      required_providers: { aws: { source: "hashicorp/aws", version: providerVersion } },
      backend: "s3" in backend ? backend : {},
    }),
    provider: {
      aws: providers.map((provider) => ({
        ...object(provider),
        skip_credentials_validation: true,
        // A string, not a boolean, in the provider's schema.
        skip_metadata_api_check: "true",
        skip_region_validation: true,
        // An operation that moto lacks fails at once, not after minutes of retries.
        max_retries: 2,
        s3_use_path_style: true,
      })),
    },
    data: withoutEmpty({ terraform_remote_state: withoutEmpty(states) }),
    resource: keepsProtection ? {} : removeProtection(emitted.resource),
  });
}
