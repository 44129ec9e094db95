import { statSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { Program, ServiceProgram } from "../runtime/service-program.ts";

const examples = 'web=http://localhost:3000 or web=../my-app:"npm run dev"';

/** @param issues Gets what is wrong with the texts. */
export function parseServices(texts: readonly string[], issues: string[]): ServiceProgram[] {
  return texts.flatMap((text) => {
    const service = parseServiceOption(text);
    if (typeof service !== "string") return service;
    issues.push(service);
    return [];
  });
}

/**
 * Reads `[application/]service=<address, command, or folder:command>`.
 * @returns the program, or what is wrong with the text
 */
export function parseServiceOption(text: string): ServiceProgram | string {
  const [, application, service, program] = /^(?:([\w-]+)\/)?([\w-]+)=\s*(\S.*)$/s.exec(text) ?? [];
  if (service === undefined || program === undefined) {
    return `--service "${text}" does not name a service and its program. Use ${examples}.`;
  }
  const parsed = parseProgram(program.trimEnd());
  return typeof parsed === "string"
    ? `--service "${text}": ${parsed}`
    : { application, service, program: parsed };
}

function parseProgram(text: string): Program | string {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return parseAddress(text, text);
  // host:port, :port or port alone: nobody runs a command of that name.
  if (/^(\[[\da-f:.]+\]|[\w.-]+):\d+(\/\S*)?$/i.test(text))
    return parseAddress(`http://${text}`, text);
  if (/^:?\d+$/.test(text)) {
    return `"${text}" is a port without a host. Use http://localhost:${text.replace(":", "")}.`;
  }
  if (/^(localhost|[\d.]+|\[[\da-f:]+\])([:/]\S*)?$/i.test(text)) {
    return `"${text}" is neither an address nor a command. Use host and port, like http://localhost:3000.`;
  }
  return parseModule(text) ?? parseCommand(text);
}

/** `functions/index.mjs#handler`. */
function parseModule(text: string): Program | string | undefined {
  const [, path, exportName] = /^(\S+\.[cm]?[jt]s)#([\w$]+)$/.exec(text) ?? [];
  if (path === undefined || exportName === undefined) return undefined;
  const module = folderPath(path);
  return statSync(module, { throwIfNoEntry: false })?.isFile()
    ? { module, exportName }
    : `file ${module} does not exist, so its handler cannot run. Use a path like functions/index.mjs#handler.`;
}

function parseAddress(url: string, text: string): Program | string {
  if (/\s/.test(url) || !URL.canParse(url) || !/^https?:/i.test(url)) {
    return `"${text}" is not a valid URL of a program. Use an address like http://localhost:3000.`;
  }
  const parsed = new URL(url);
  const rest = `${parsed.pathname === "/" ? "" : parsed.pathname}${parsed.search}${parsed.hash}`;
  if (rest !== "" || parsed.username !== "") {
    return `"${text}" says more than host and port: the load balancer sends each request to its own path. Use ${parsed.protocol}//${parsed.host}.`;
  }
  return { url: parsed };
}

/** `npm run dev`, or `../my-app:npm run dev`. */
function parseCommand(text: string): Program | string {
  const [, folder, command] =
    /^((?:\.{1,2}(?=[/\\:])|~|\/|[a-z]:[\\/])[^:]*):\s*(\S.*)$/is.exec(text) ?? [];
  if (folder === undefined || command === undefined) {
    // A word alone is a command, also if there is a folder of that name.
    return /^[.~]|[/\\]/.test(text) && isFolder(folderPath(text))
      ? `"${text}" is a folder without the command to run in it. Use ${examples}.`
      : { command: text };
  }
  const directory = folderPath(folder);
  if (isFolder(directory)) return { command, directory };
  // A program whose own name has a colon, or one of whose arguments has.
  if (/\s/.test(folder) || isFile(text)) return { command: text };
  return `folder ${directory} does not exist, so "${command}" cannot run in it. Use ${examples}.`;
}

function folderPath(text: string): string {
  return resolve(text.replace(/:$/, "").replace(/^~(?=[/\\]|$)/, () => `${homedir()}/`));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isFile(commandLine: string): boolean {
  const [program = ""] = commandLine.split(/\s/);
  return statSync(join(process.cwd(), program), { throwIfNoEntry: false })?.isFile() === true;
}
