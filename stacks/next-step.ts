import { Fn, Token } from "cdktf";
import { noImage, type ServiceImage } from "../constructs/service/service-image";

/** A service that may lack its image. */
export interface DeployableService {
  readonly image: ServiceImage;
  readonly architecture: "ARM64" | "X86_64";
}

/** Options of {@link nextStep}. */
export interface NextStepOptions {
  readonly url: string;
  readonly region: string;
  readonly services: Readonly<Record<string, DeployableService>>;
}

const platforms = { ARM64: "linux/arm64", X86_64: "linux/amd64" } as const;

/** How to push the image of a service while one is missing, then the URL to open. */
export function nextStep({ url, region, services }: NextStepOptions): string {
  return Object.values(services).reduceRight((otherwise, service) => {
    const { variableName } = service.image;
    if (variableName === undefined) return otherwise;
    const condition = `var.${variableName} == "${noImage}"`;
    return `%{ if ${condition} }${pushImage(service, region)}%{ else }${otherwise}%{ endif }`;
  }, `Open ${url} and sign in. How to create a user: output next_step of the shared identity.`);
}

/** Shell commands: sign in to the registry, build for the processor of the tasks, push. */
function pushImage({ image, architecture }: DeployableService, region: string): string {
  const { repositoryUrl = "", variableName } = image;
  const registry = Token.asString(Fn.element(Fn.split("/", repositoryUrl), 0));
  return [
    `Push an image for ${platforms[architecture]}; every push needs a new tag:`,
    `  aws ecr get-login-password --region ${region} | docker login --username AWS --password-stdin ${registry}`,
    `  docker build --platform ${platforms[architecture]} --tag ${repositoryUrl}:<tag> .`,
    `  docker push ${repositoryUrl}:<tag>`,
    "Then apply again with the digest that docker push printed:",
    `  ${variableName}=${repositoryUrl}@sha256:<digest>`,
  ].join("\n");
}
