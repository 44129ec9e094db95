import { Fn, Token } from "cdktf";
import type { Identity } from "../config/schema/environment";
import type { SignUp } from "../config/sign-up";
import { noImage, type ServiceImage } from "../constructs/service/service-image";
import type { ProjectCommands } from "./project-commands";

/** A service that may lack its image. */
export interface DeployableService {
  readonly image: ServiceImage;
  readonly architecture: "ARM64" | "X86_64";
  /** Whether `npm run deploy` builds its image. */
  readonly isBuiltHere: boolean;
}

/** Options of {@link nextStep}. */
export interface NextStepOptions {
  readonly commands: ProjectCommands;
  /** Name of the application in the environment. */
  readonly application: string;
  readonly url: string;
  readonly region: string;
  readonly services: Readonly<Record<string, DeployableService>>;
  readonly signUp: SignUp;
  readonly groups: Identity["groups"];
}

const platforms = { ARM64: "linux/arm64", X86_64: "linux/amd64" } as const;

/** The command that deploys the image of a service while one is missing, then the URL to open. */
export function nextStep(options: NextStepOptions): string {
  return Object.entries(options.services).reduceRight((otherwise, [name, service]) => {
    const { variableName } = service.image;
    if (variableName === undefined) return otherwise;
    const condition = `var.${variableName} == "${noImage}"`;
    return `%{ if ${condition} }${deployImage(name, service, options)}%{ else }${otherwise}%{ endif }`;
  }, openApplication(options));
}

/** Terraform does not know whether there are users. */
function openApplication({ commands, url, signUp, groups }: NextStepOptions): string {
  if (signUp === "self") return `Open ${url}, create an account and sign in.`;
  if (signUp === "existing-users") return `Open ${url} and sign in.`;
  return `Open ${url} and sign in. If there is no user yet, create the first one:\n  ${commands.createUser(groups)}`;
}

function deployImage(name: string, service: DeployableService, options: NextStepOptions): string {
  const { commands, application, region } = options;
  const { repositoryUrl = "", variableName } = service.image;
  const image = `${repositoryUrl}@sha256:<digest>`;
  const only = `--only ${application}`;
  const push = pushCommands(service, region);
  const asVariable = `  ${variableName}=${image}`;
  if (service.isBuiltHere) {
    return [
      `Build, push and deploy the image of ${name}:`,
      `  ${commands.deploy(only)}`,
      `The same without a checkout of this project: push an image for ${platforms[service.architecture]}, under a new tag each time:`,
      ...push,
      "Then apply again with the digest that docker push printed:",
      asVariable,
    ].join("\n");
  }
  return [
    `Push an image of ${name} for ${platforms[service.architecture]}, under a new tag each time:`,
    ...push,
    "Then deploy it with the digest that docker push printed:",
    `  ${commands.deploy(only, `--image ${application}/${name}=${image}`)}`,
    "The same without a checkout of this project: apply again with the variable",
    asVariable,
  ].join("\n");
}

/** Shell commands: sign in to the registry, build for the processor of the tasks, push. */
function pushCommands({ image, architecture }: DeployableService, region: string): string[] {
  const { repositoryUrl = "" } = image;
  const registry = Token.asString(Fn.element(Fn.split("/", repositoryUrl), 0));
  return [
    `  aws ecr get-login-password --region ${region} | docker login --username AWS --password-stdin ${registry}`,
    `  docker build --platform ${platforms[architecture]} --tag ${repositoryUrl}:<tag> .`,
    `  docker push ${repositoryUrl}:<tag>`,
  ];
}
