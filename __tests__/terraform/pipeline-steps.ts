import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JobRun } from "../pipeline/support/run-workflow";
import type { ImageRegistry } from "../support/image-registry";
import { PipelineRun } from "./pipeline-run";

/** A project that is deployed, and what its commands need. */
export interface DeployedProject {
  readonly project: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly registry: ImageRegistry;
}

const pullRequest = {
  event_name: "pull_request",
  event: {
    pull_request: {
      number: 7,
      head: { sha: "0123456789abcdef", repo: { full_name: "acme/website" } },
      user: { login: "somebody" },
    },
  },
};

/** Steps that run the workflows of GitHub, to be declared before and after the deployment. */
export interface PipelineSteps {
  beforeDeployment(): void;
  afterDeployment(): void;
}

/** @param deployed the project, once it is prepared */
export function pipelineSteps(
  step: (name: string, run: () => Promise<void>) => void,
  deployed: () => DeployedProject,
): PipelineSteps {
  let pipeline: PipelineRun;
  afterAll(() => pipeline?.stop());

  return {
    beforeDeployment() {
      step(
        "reviews a pull request with the commands of check.yml, without those of the gate",
        async () => {
          const { project, environment } = deployed();
          pipeline = await PipelineRun.start(project, environment);
          const file = join(project, "environments", "deployed.ts");
          const route = `routes: [{ conditions: { paths: ["/status"] }, access: { type: "public" }, target: { type: "service", service: "web" } }],`;
          const text = readFileSync(file, "utf8");
          writeFileSync(file, text.replace("deletionProtection: false,", `$&\n      ${route}`));
          pipeline.commit("Make the status public");

          const jobs = await pipeline.run("check.yml", pullRequest);

          expect(failures(jobs)).toEqual([]);
          expect(logOf(jobs, "stacks")).toContain("deployed--app: valid");
          const [comment] = pipeline.github.comments;
          expect(comment?.body).toMatch(/> \[!CAUTION\][\s\S]*https:\/\/app\.example\.com\/status/);
          expect(comment?.body).toContain("the identity, which was never applied");
          expect(comment?.body).toMatch(/1\/2 deployed--shared-identity\n {2}creates 3 resources:/);
          expect(comment?.body).toMatch(/not planned: .*deployed--shared-identity/);
        },
      );

      step("assumes every role with the commands of credentials-check.yml", async () => {
        const event = { event_name: "workflow_dispatch" };
        const jobs = await pipeline.run("credentials-check.yml", event);

        expect(failures(jobs)).toEqual([]);
        for (const [index, role] of ["plan", "image", "apply"].entries()) {
          expect(jobs[index]?.log).toContain(
            `assumed-role/deployed-delivery-${role}/GitHubActions`,
          );
        }
      });
    },

    afterDeployment() {
      step("builds, deploys and checks with the commands of deploy.yml", async () => {
        const { project, registry } = deployed();
        const before = await registry.tags("deployed/app/web");
        writeFileSync(join(project, "my-app", "page.html"), "deployed by the pipeline");

        const jobs = await pipeline.run("deploy.yml", { event_name: "push" });

        expect(failures(jobs)).toEqual([]);
        expect(jobs.map(({ id, result }) => `${id} ${result}`)).toContain("repositories skipped");
        expect(await registry.tags("deployed/app/web")).toHaveLength(before.length + 1);
        expect(jobs.find(({ id }) => id === "images")?.outputs.images).toMatch(
          /^app\/web=127\.0\.0\.1:\d+\/deployed\/app\/web@sha256:[0-9a-f]{64}$/,
        );
        expect(logOf(jobs, "deploy")).toMatch(
          /changes in place 1 resource:\n {4}aws_ecs_service\./,
        );
        expect(pipeline.checkedUrls()).toEqual(["https://app.example.com"]);
      });
    },
  };
}

/** Logs of the jobs that failed, for the message of the test. */
function failures(jobs: readonly JobRun[]): string[] {
  return jobs.filter(({ result }) => result === "failure").map(({ id, log }) => `${id}: ${log}`);
}

function logOf(jobs: readonly JobRun[], id: string): string | undefined {
  return jobs.find((job) => job.id === id)?.log;
}
