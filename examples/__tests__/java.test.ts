import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describeExample } from "./support/describe-example";
import { findJava, javaLibraries } from "./support/toolchains";

const source = join(__dirname, "..", "java");
const built = mkdtempSync(join(tmpdir(), "example-java-"));

/** Without `spring/`: Debian has no Spring Boot. An embedded Tomcat serves the filter and the servlets. */
const folders = ["src/main/java/com/example/albauth", "src/main/java/com/example/web", "tomcat"];

function sources(): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(source, folder))
      .filter((name) => name.endsWith(".java"))
      .map((name) => join(source, folder, name)),
  );
}

afterAll(() => rmSync(built, { recursive: true, force: true }));

describeExample(
  "examples/java",
  findJava(process.env),
  "REQUIRE_JAVA",
  (java) => {
    const libraries = javaLibraries(process.env);
    const options = ["-Xlint:all,-processing", "-Werror", "-cp", libraries.join(delimiter)];
    execFileSync(`${java}c`, [...options, "-d", built, ...sources()]);
    // Without the optimizing compiler, which a short run does not pay off.
    const classPath = [built, ...libraries].join(delimiter);
    return [java, "-XX:TieredStopAtLevel=1", "-cp", classPath, "com.example.TomcatProgram"];
  },
  // Jackson has a limit of its own.
  { "data token: claims nested 5,000 levels deep": "ERR_DATA_MALFORMED" },
);
