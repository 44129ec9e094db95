import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { cloudFormationTemplates } from "alb-emulator";
import { validate } from "dockerfile-utils";
import { describeRequiring } from "../../__tests__/support/describe-requiring";
import { ImageBuilder, missingBuilder } from "../../container/__tests__/support/image-builder";
import { packPackage } from "../../packages/alb-emulator/__tests__/support/packed-package";
import { composeFolder, services } from "./compose/compose-file";
import { missingNamespace, NetworkNamespace } from "./compose/network-namespace";
import { findGo, findPython } from "./support/toolchains";

const packageFolder = join(__dirname, "..", "..", "packages", "alb-emulator");
const dockerfiles = [join(packageFolder, "Dockerfile"), join(composeFolder, "app", "Dockerfile")];
const go = findGo(process.env);
const python = findPython(process.env);
const missing = [
  missingBuilder(),
  missingNamespace(),
  ...[go, python].map((found) => ("missing" in found ? found.missing : undefined)),
];

describe("the Dockerfiles of emulator and example", () => {
  it.each(dockerfiles)("pass a linter: %s", (file) => {
    expect(validate(readFileSync(file, "utf8"))).toEqual([]);
  });
});

const url = "https://shop.example.com/orders?page=2";
const user = ["anna@example.com", "Local-only-123"] as const;
const maxRetries = 100;
const page = { hello: "anna@example.com", scope: "openid email" };

describeRequiring(
  "the compose example in a network namespace",
  missing.find((each) => each !== undefined),
  "REQUIRE_COMPOSE",
  () => {
    jest.setTimeout(300_000);
    const builder = new ImageBuilder();
    const { emulator, app } = services;
    let network: NetworkNamespace;
    let image: string;
    let caFile: string;

    const inImage = (command: readonly string[]) => [
      ...["chroot", "--userspec=1000:1000", image],
      ...command,
    ];

    beforeAll(async () => {
      image = buildImage(builder);
      caFile = join(image, "ca", "ca.pem");
      cpSync(join(composeFolder, "infrastructure"), join(image, "infrastructure"), {
        recursive: true,
      });
      // Each service has an address, and the emulator its aliases as well.
      const hosts = join(builder.directory, "hosts");
      const aliases = emulator.networks.default.aliases.join(" ");
      writeFileSync(hosts, `127.0.0.1 localhost\n127.0.0.2 emulator ${aliases}\n127.0.0.3 app\n`);
      copyFileSync(hosts, join(image, "etc", "hosts"));
      network = await NetworkNamespace.open(hosts);
      const { Entrypoint } = JSON.parse(builder.run("inspect", "--type", "image", builder.image))
        .OCIv1.config;
      const running = network.start(inImage([...Entrypoint, ...emulator.command]));
      let printed = "";
      for (const stream of [running.stdout, running.stderr]) {
        stream?.on("data", (data) => (printed += data));
      }
      const [, ...healthcheck] = emulator.healthcheck.test;
      // As Docker does, up to the number of retries.
      let failure: unknown = "it was not tried";
      for (let retry = 0; failure !== undefined; retry++) {
        const hasEnded = (running.exitCode ?? running.signalCode) !== null;
        if (hasEnded || retry > maxRetries) throw new Error(`${failure}\n${printed}`);
        failure = await network.run(inImage(healthcheck)).then(
          () => undefined,
          (error: Error) => error.message,
        );
      }
      const server = network.start([process.execPath, join(composeFolder, "app", "server.mjs")], {
        ...app.environment,
        NODE_EXTRA_CA_CERTS: caFile,
      });
      server.stderr?.pipe(process.stderr);
      const health = "curl --silent --fail --retry 50 --retry-delay 0 --retry-connrefused";
      await network.run([...health.split(" "), "http://app:3000/health"]);
    });

    afterAll(async () => {
      await network?.close();
      builder.dispose();
    });

    const trusting = () => ({ SSL_CERT_FILE: caFile });
    const clients = join(__dirname, "compose", "clients");

    it("has the names that the emulator prints as aliases", async () => {
      const model = await cloudFormationTemplates(
        [`shop=${join(composeFolder, "infrastructure", "template.yaml")}`],
        { region: "eu-west-1" },
      ).read();
      const [service] = model.loadBalancers.flatMap((loadBalancer) => loadBalancer.services);

      expect(app.environment).toMatchObject(service?.environment ?? {});
      for (const name of emulator.networks.default.aliases) {
        await network.run(["curl", "--silent", "--cacert", caFile, `https://${name}/`]);
      }
    });

    it("lets an unmodified program with aws-jwt-verify verify both tokens, signed in by curl", async () => {
      const output = await network.run([join(clients, "sign-in.sh"), url, ...user], trusting());

      expect(JSON.parse(output)).toEqual(page);
    });

    it("signs in a client in Python", async () => {
      const program = "path" in python ? python.path : "";
      const command = [program, join(clients, "sign_in.py"), url, ...user];

      expect(JSON.parse(await network.run(command, trusting()))).toEqual(page);
    });

    it("signs in a client in Go", async () => {
      const binary = join(builder.directory, "sign-in");
      const program = "path" in go ? go.path : "";
      execFileSync(program, ["build", "-o", binary, join(clients, "sign-in.go")]);

      expect(JSON.parse(await network.run([binary, url, ...user], trusting()))).toEqual(page);
    });

    it("serves discovery, authorization code flow and user info to openid-client", async () => {
      const { userPools } = await cloudFormationTemplates(
        [`shop=${join(composeFolder, "infrastructure", "template.yaml")}`],
        { region: "eu-west-1" },
      ).read();
      const issuer = userPools[0]?.issuer ?? "";
      const client = userPools[0]?.clients[0];
      const { clientId = "", clientSecret = "", callbackUrls = [] } = client ?? {};
      const command = [process.execPath, join(clients, "sign-in.mjs"), issuer, clientId];

      const output = await network.run([...command, clientSecret, callbackUrls[0] ?? "", ...user], {
        NODE_EXTRA_CA_CERTS: caFile,
      });

      expect(JSON.parse(output)).toEqual({ issuer, email: "anna@example.com" });
    });

    it("redirects plain HTTP to HTTPS", async () => {
      const write = ["--write-out", "%{http_code} %{redirect_url}", "--output", "/dev/null"];

      expect(await network.run(["curl", "--silent", ...write, "http://shop.example.com/a"])).toBe(
        "301 https://shop.example.com/a",
      );
    });

    it("rejects a sign-in without the certificate authority", async () => {
      await expect(network.run(["curl", "--silent", "--show-error", url])).rejects.toThrow(
        /certificate/,
      );
    });
  },
);

/** Builds the image as the Dockerfile says. @returns the folder with its files */
function buildImage(builder: ImageBuilder): string {
  const context = join(builder.directory, "context");
  mkdirSync(context);
  const tarball = packPackage();
  copyFileSync(tarball, join(context, basename(tarball)));
  builder.makeBase();
  builder.build({ file: join(packageFolder, "Dockerfile"), context });
  return builder.run("mount", builder.run("from", "--pull-never", builder.image));
}
