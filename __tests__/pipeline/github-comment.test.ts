import { upsertComment } from "../../scripts/pipeline/github-comment";
import { FakeGithub } from "./support/fake-github";

const marker = "<!-- marker -->";

describe("the comment of a pull request", () => {
  let github: FakeGithub;
  beforeEach(async () => {
    github = await FakeGithub.start();
  });
  afterEach(() => github.stop());

  const write = (text: string, token = github.token) =>
    upsertComment({
      apiUrl: github.url,
      repository: "acme/website",
      pullRequest: "7",
      token,
      marker,
      body: `${marker}\n${text}`,
    });

  it("is written once and then updated, however many others there are", async () => {
    await write("first");
    for (let count = 0; count < 250; count++) github.add("another", "somebody");
    await write("second");

    expect(github.comments).toHaveLength(251);
    expect(github.comments[0]?.body).toBe(`${marker}\nsecond`);
  });

  it("is found behind more than a page of other comments", async () => {
    for (let count = 0; count < 100; count++) github.add("another", "somebody");
    await write("first");
    await write("second");

    expect(github.comments).toHaveLength(101);
    expect(github.comments[100]?.body).toBe(`${marker}\nsecond`);
  });

  it("is never somebody else's who quotes it", async () => {
    github.add(`${marker}\nquoted`, "somebody");
    await write("first");

    expect(github.comments.map(({ body }) => body)).toEqual([
      `${marker}\nquoted`,
      `${marker}\nfirst`,
    ]);
  });

  it("fails with GitHub's reason and the permission that is needed, but without the token", async () => {
    const written = write("first", "another-token");

    await expect(written).rejects.toThrow(
      /^GitHub returned 401 to GET .*Bad credentials[\s\S]*pull-requests: write/,
    );
    await expect(written).rejects.not.toThrow(/another-token/);
  });
});
