/** Prefix of the names of an application's image repositories: `<environment>/<application>`. */
export function repositoryPrefix(environmentName: string, applicationName: string): string {
  return `${environmentName}/${applicationName}`;
}
