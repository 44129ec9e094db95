import { spawn } from "node:child_process";

/**
 * Opens an address in the browser of this machine.
 * @param onError called where no program can open it, such as on a machine without a desktop
 */
export function openBrowser(
  url: string,
  onError: (reason?: Error) => void,
  env: NodeJS.ProcessEnv = process.env,
): void {
  const [program, ...args] = opener(process.platform);
  // Not ended with the emulator.
  const child = spawn(program, [...args, url], { stdio: "ignore", detached: true, env });
  child.once("error", onError);
  child.once("exit", (code) => {
    if (code !== 0 && code !== null) onError();
  });
  child.unref();
}

function opener(platform: NodeJS.Platform): readonly [string, ...string[]] {
  switch (platform) {
    case "darwin":
      return ["open"];
    case "win32":
      return ["rundll32", "url.dll,FileProtocolHandler"];
    default:
      return ["xdg-open"];
  }
}
