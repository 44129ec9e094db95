import { type DeployedStack, whatIsLeft } from "../../scripts/deploy/what-is-left";

const identity: DeployedStack = {
  name: "shared-identity",
  outputs: { user_pool_id: "eu-central-1_AbCdEfGhI", next_step: "Create the first user." },
};

const application = (name: string, serviceNames: object): DeployedStack => ({
  name,
  outputs: {
    application_url: `https://${name}.example.com`,
    service_names: serviceNames,
    next_step: `Next step of ${name}.`,
  },
});
const running = application("tasks", { web: "prod-tasks-web" });

const left = (stacks: readonly DeployedStack[], users: boolean | undefined) =>
  whatIsLeft(stacks, { identityName: "shared-identity", canSignIn: async () => users });

describe("what a deployment leaves to do", () => {
  it("is the identity's next step after the identity alone", async () => {
    expect(await left([identity], undefined)).toBe("shared-identity\nCreate the first user.");
  });

  it("is that of each application after all of them", async () => {
    expect(await left([identity, running, application("notes", { web: null })], false)).toBe(
      "tasks\nNext step of tasks.\n\nnotes\nNext step of notes.",
    );
  });

  it("is not that of an edge once its applications are deployed", async () => {
    const edge: DeployedStack = {
      name: "edge",
      outputs: { slots: { tasks: 1 }, next_step: "Deploy the applications." },
    };

    expect(await left([identity, edge], undefined)).toContain("edge\nDeploy the applications.");
    expect(await left([identity, edge, running], false)).toBe("tasks\nNext step of tasks.");
  });

  it("is nothing once every service runs and there is a user", async () => {
    expect(await left([identity, running], true)).toBe(
      "tasks\nOpen https://tasks.example.com and sign in. Nothing is left to do.",
    );
  });

  it("is an image where one service lacks it, whoever can sign in", async () => {
    const half = application("notes", { web: null, api: "prod-notes-api" });

    expect(await left([identity, running, half], true)).toBe(
      "tasks\nOpen https://tasks.example.com and sign in. Nothing is left to do.\n\nnotes\nNext step of notes.",
    );
  });

  it("stays the next step where nobody knows whether there are users", async () => {
    expect(await left([running], undefined)).toBe("tasks\nNext step of tasks.");
  });

  it("asks for users only when an application runs", async () => {
    const canSignIn = jest.fn();

    await whatIsLeft([identity, application("notes", { web: null })], {
      identityName: "shared-identity",
      canSignIn,
    });

    expect(canSignIn).not.toHaveBeenCalled();
  });

  it("leaves out a stack without a next step", async () => {
    expect(await left([{ name: "delivery", outputs: { bucket: "state" } }], undefined)).toBe("");
  });
});
