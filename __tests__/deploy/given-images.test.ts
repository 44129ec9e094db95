import { assignImages } from "../../scripts/deploy/given-images";
import type { ServiceToDeploy } from "../../synthesis/deployment";

const service = (application: string, name: string): ServiceToDeploy => ({
  application,
  service: name,
  repositoryName: "",
  architecture: "ARM64",
});
const services = [service("tasks", "web"), service("notes", "web"), service("tasks", "worker")];
const given = (text: string) => {
  const [name = "", stack] = text.split("/").reverse();
  return { stack, service: name, image: `${name}@sha256:…` };
};

describe("the images of the command line", () => {
  it("belong to the only service of the name, or to that of the named application", () => {
    const assigned = assignImages([given("worker"), given("notes/web")], services);

    expect([...assigned.keys()]).toEqual([services[2], services[1]]);
  });

  it("are rejected together where they belong to none, to several or to one twice", () => {
    const assign = () =>
      assignImages(["web", "workr", "tasks/worker", "worker"].map(given), services);

    expect(assign).toThrow(/--image web: several .*Write one of: tasks\/web, notes\/web\./);
    expect(assign).toThrow(
      /--image workr: no service .*Choose among: tasks\/web, notes\/web, tasks\/worker\./,
    );
    expect(assign).toThrow(/--image worker: is given twice/);
  });

  it("are rejected where every image is fixed", () => {
    expect(() => assignImages([given("web")], [])).toThrow(/has a fixed image/);
  });
});
