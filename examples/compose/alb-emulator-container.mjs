// The emulator for Testcontainers (npm install --save-dev testcontainers). Copy it into your tests.
import { basename } from "node:path";
import { AbstractStartedContainer, GenericContainer, Wait } from "testcontainers";

const caFile = "/ca/ca.pem";
const inspectorPort = 8400;
const httpsPort = 443;

/** A container of the image that packages/alb-emulator/Dockerfile builds. */
export class AlbEmulatorContainer extends GenericContainer {
  #options = ["--real-names", "--listen=0.0.0.0", `--ca-file=${caFile}`];

  constructor(image = "alb-emulator") {
    super(image);
    this.withExposedPorts(httpsPort, inspectorPort).withWaitStrategy(
      Wait.forHttp("/ready", inspectorPort).forStatusCode(200),
    );
  }

  /** What is applied: the output of `terraform show -json`. */
  withTerraformState(file) {
    return this.#withFile("--state", file);
  }

  /** A CloudFormation template. */
  withTemplate(file, stack) {
    return this.#withFile("--template", file, stack);
  }

  /** The folder that `cdk synth` wrote. */
  withCdkOut(folder) {
    this.withCopyDirectoriesToContainer([{ source: folder, target: "/source/cdk.out" }]);
    return this.withOption("--cdk-out", "/source/cdk.out");
  }

  /** The folder of synthesized stacks of CDKTF. */
  withStacks(folder) {
    this.withCopyDirectoriesToContainer([{ source: folder, target: "/source/stacks" }]);
    return this.withOption("--stacks", "/source/stacks");
  }

  /** The program behind a service, by its address as the container reaches it. */
  withService(name, url) {
    return this.withOption("--service", `${name}=${url}`);
  }

  /** A file of users, as --users takes it. */
  withUsers(file) {
    return this.#withFile("--users", file);
  }

  /** Any other option of the command. */
  withOption(name, value) {
    this.#options.push(`${name}=${value}`);
    return this;
  }

  /** Names of AWS for other containers of the network: the emulator prints them at its start. */
  withHostNames(...names) {
    return this.withNetworkAliases(...names);
  }

  async start() {
    this.withCommand(this.#options);
    return new StartedAlbEmulatorContainer(await super.start());
  }

  #withFile(option, file, name) {
    const target = `/source/${basename(file)}`;
    this.withCopyFilesToContainer([{ source: file, target }]);
    return this.withOption(option, name === undefined ? target : `${name}=${target}`);
  }
}

export class StartedAlbEmulatorContainer extends AbstractStartedContainer {
  /** Where port 443 of the emulator is reached from the test; requests need the real host name. */
  getHttpsAddress() {
    return `${this.getHost()}:${this.getMappedPort(httpsPort)}`;
  }

  getInspectorUrl() {
    return `http://${this.getHost()}:${this.getMappedPort(inspectorPort)}/`;
  }

  /** Certificate of the emulator's authority. */
  async getCaPem() {
    const { output } = await this.exec([
      "node",
      "--print",
      `fs.readFileSync(${JSON.stringify(caFile)}, "utf8")`,
    ]);
    return output;
  }
}
