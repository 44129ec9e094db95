import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { ImageRepository } from "./image-repository";

/** Properties for {@link ServiceImage}. */
export interface ServiceImageProps {
  /** Name of the service that runs the image. */
  readonly service: string;
  /** A fixed image by digest. @default - a repository, and a variable for the image */
  readonly image?: string | undefined;
  readonly repositoryName: string;
  /** Image whose repository this one is pushed to as well. @default - a repository of its own */
  readonly sameRepositoryAs?: ServiceImage | undefined;
  /** Why the image must be there already; a run without it then fails. @default - it may be {@link noImage} */
  readonly requiredBecause?: string | undefined;
  readonly deletionProtection: boolean;
  /** Days until an image without a tag is deleted. @default - never */
  readonly untaggedExpiryDays?: number | undefined;
}

/** Value of the variable while there is no image yet. */
export const noImage = "none";

/**
 * The image of a service: a fixed one, or one that is pushed to a repository of the stack and passed
 * in a Terraform variable, so that a remote run deploys it without a new synthesis. While the variable
 * is {@link noImage}, nothing that needs the image is created, so a first apply never waits for it. The
 * variable has no default: a run that lacks it fails before it plans to remove a running service.
 */
export class ServiceImage extends Construct {
  /** The image, by digest. */
  readonly reference: string;
  /** ECR repository that the image is pulled from; `undefined` for other registries. */
  readonly repositoryArn: string | undefined;
  /** Address to push to; `undefined` for a fixed image. */
  readonly repositoryUrl: string | undefined;
  /** Name of the Terraform variable; `undefined` for a fixed image. */
  readonly variableName: string | undefined;
  /** `count` of every resource that needs the image; `undefined` for a fixed image. */
  readonly count: string | undefined;

  constructor(scope: Construct, id: string, props: ServiceImageProps) {
    super(scope, id);
    if (props.image !== undefined) {
      this.reference = props.image;
      this.repositoryArn = ecrRepositoryArn(props.image);
      this.repositoryUrl = undefined;
      this.variableName = undefined;
      this.count = undefined;
      return;
    }
    const repository =
      props.sameRepositoryAs ??
      new ImageRepository(this, "repository", {
        name: props.repositoryName,
        deletionProtection: props.deletionProtection,
        untaggedExpiryDays: props.untaggedExpiryDays,
      });
    const name = `${props.service.replaceAll("-", "_")}_image`;
    const variable = new TerraformVariable(this, "variable", {
      type: "string",
      nullable: false,
      description: `Image of service ${props.service}, by digest: <repository>@sha256:<64 hex digits>. Only until the first image is pushed: ${noImage}.`,
    });
    // Users type it (`-var web_image=…`), so it carries neither a path nor a hash.
    variable.overrideLogicalId(name);
    variable.addValidation({
      condition: `\${var.${name} == "${noImage}" || can(regex("@sha256:[0-9a-f]{64}$", var.${name}))}`,
      errorMessage: `The image must end in @sha256: and 64 hex digits: Terraform does not detect that a tag has moved. Copy the digest that docker push prints: <repository>@sha256:<digest>. Write ${noImage} while no image has been pushed yet.`,
    });
    if (props.requiredBecause !== undefined) {
      variable.addValidation({
        condition: `\${var.${name} != "${noImage}"}`,
        errorMessage: props.requiredBecause,
      });
    }
    this.reference = variable.stringValue;
    this.repositoryArn = repository.repositoryArn;
    this.repositoryUrl = repository.repositoryUrl;
    this.variableName = name;
    this.count = `\${var.${name} == "${noImage}" ? 0 : 1}`;
  }

  /** Expression for an attribute of a resource that may have a {@link count}. */
  attributeOf(
    { terraformResourceType, friendlyUniqueId }: CountedResource,
    attribute: string,
  ): string {
    const address = `${terraformResourceType}.${friendlyUniqueId}`;
    return this.count === undefined
      ? `\${${address}.${attribute}}`
      : `\${one(${address}[*].${attribute})}`;
  }
}

/** A resource that exists once or not at all. */
export interface CountedResource {
  readonly terraformResourceType: string;
  readonly friendlyUniqueId: string;
}

/**
 * A private ECR repository's host name, plain, FIPS or dual-stack, and what follows it.
 * @see https://docs.aws.amazon.com/general/latest/gr/ecr.html
 */
const ecrImage =
  /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.(?:aws|amazonwebservices\.com\.cn))\/([^:@]+)(?::[^@]+)?@sha256:/;

/** ARN of the private ECR repository that a fixed image comes from; `undefined` for other registries. */
function ecrRepositoryArn(image: string): string | undefined {
  const match = ecrImage.exec(image);
  if (match === null) return undefined;
  const [, account, region = "", repository] = match;
  return `arn:${partition(region)}:ecr:${region}:${account}:repository/${repository}`;
}

function partition(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
