import type { DeclaredProvider } from "../attribute-mapping";
import type { Path } from "../issue";
import { userPoolProvider } from "../offered-providers";
import { secretVariable } from "../secret-variable";
import type { Constraint, ConstraintIssue } from "./constraint";

/** Names that AWS fixes, by the type of the provider. */
const fixedNames: Partial<Record<DeclaredProvider["type"], string>> = {
  google: "Google",
  apple: "SignInWithApple",
  facebook: "Facebook",
  amazon: "LoginWithAmazon",
};

const maxProviders = 300;

/** Identity providers have names that Cognito accepts, and one source of metadata. */
export const checkIdentityProviders: Constraint = ({ identity }) => {
  const base = ["identity", "identityProviders"];
  const providers = Object.entries(identity.identityProviders);
  const issues: ConstraintIssue[] = [];
  if (providers.length > maxProviders) {
    issues.push({
      path: base,
      value: providers.length,
      message: `must have at most ${maxProviders} entries: Cognito's default quota of a user pool`,
      fix: "remove some",
    });
  }
  for (const [name, provider] of providers) {
    const path = [...base, name];
    issues.push(
      ...nameIssues(path, name, provider),
      ...metadataIssues(path, provider),
      ...scopeIssues(path, provider),
    );
  }
  return [...issues, ...sharedVariables(base, providers), ...sharedIdentifiers(base, providers)];
};

function nameIssues(path: Path, name: string, { type }: DeclaredProvider): ConstraintIssue[] {
  if (name.toUpperCase() === userPoolProvider) {
    return [
      {
        path,
        value: name,
        message: `must have another name: ${userPoolProvider} stands for the users of the user pool itself`,
        fix: "name it as your users know it",
      },
    ];
  }
  const fixed = fixedNames[type];
  if (fixed !== undefined) {
    return name === fixed
      ? []
      : [
          {
            path,
            value: name,
            message: `must be named ${JSON.stringify(fixed)}: Cognito accepts no other name for type ${JSON.stringify(type)}`,
            fix: `rename the entry to ${fixed}`,
          },
        ];
  }
  const owner = Object.entries(fixedNames).find(([, reserved]) => reserved === name)?.[0];
  return owner === undefined || type === "existing"
    ? []
    : [
        {
          path,
          value: name,
          message: `must have another name: Cognito reserves it for type ${JSON.stringify(owner)}`,
          fix: `use type: ${JSON.stringify(owner)}, or choose another name`,
        },
      ];
}

function metadataIssues(path: Path, provider: DeclaredProvider): ConstraintIssue[] {
  if (provider.type !== "saml") return [];
  const { metadataUrl, metadataFile } = provider;
  if ((metadataUrl === undefined) !== (metadataFile === undefined)) return [];
  return [
    metadataUrl === undefined
      ? {
          path,
          message:
            "must have metadataUrl or metadataFile: the metadata says where users sign in, and with which certificate",
          fix: "copy the metadata URL from the provider's settings",
        }
      : {
          path,
          message: "must have either metadataUrl or metadataFile: Cognito uses one of them",
          fix: "remove metadataFile, so that Cognito follows a new certificate by itself",
        },
  ];
}

function scopeIssues(path: Path, provider: DeclaredProvider): ConstraintIssue[] {
  if (provider.type !== "oidc" && provider.type !== "google") return [];
  if (provider.scopes.includes("openid")) return [];
  return [
    {
      path: [...path, "scopes"],
      message: 'must include "openid": without it the provider issues no ID token',
      fix: 'add "openid"',
    },
  ];
}

type Entries = readonly (readonly [string, DeclaredProvider])[];

function sharedVariables(base: Path, providers: Entries): ConstraintIssue[] {
  const owners = new Map<string, string>();
  return providers.flatMap(([name, provider]) => {
    const variable = secretVariable(name, provider);
    if (variable === undefined) return [];
    const owner = owners.get(variable);
    owners.set(variable, owner ?? name);
    return owner === undefined
      ? []
      : [
          {
            path: [...base, name],
            value: name,
            message: `must not have the same Terraform variable as ${owner}, ${variable}: it contains the secret of one provider`,
            fix: "rename one of the two",
          },
        ];
  });
}

function sharedIdentifiers(base: Path, providers: Entries): ConstraintIssue[] {
  const owners = new Map<string, string>();
  return providers.flatMap(([name, provider]) =>
    provider.type !== "saml"
      ? []
      : provider.identifiers.flatMap((identifier, index) => {
          const key = identifier.toLowerCase();
          const owner = owners.get(key);
          owners.set(key, owner ?? name);
          return owner === undefined
            ? []
            : [
                {
                  path: [...base, name, "identifiers", index],
                  message: `must not be an identifier of ${owner} as well: it leads to one provider`,
                  fix: "remove one of the two",
                },
              ];
        }),
  );
}
