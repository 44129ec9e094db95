import type { AppClient, UserPoolModel } from "../model/user-pool.ts";
import type { Explanation } from "./explanation.ts";

export function unknownClient(model: UserPoolModel, clientId: unknown): Explanation {
  const names = model.clients.map(({ clientId, name }) => `${clientId} (${name})`);
  return {
    summary: `App client "${clientId ?? ""}" does not exist in user pool ${model.poolName}.`,
    comparisons: [
      { label: `App clients of ${model.poolName}`, values: names.length > 0 ? names : ["none"] },
    ],
    fix: "Use client_id of one of the pool's app clients.",
  };
}

/** Label of what a request sent, beside what is registered. */
export const sentLabel = "Sent";

/** A callback or sign-out URL that the app client does not register. */
export function unregisteredUrl(
  client: AppClient,
  type: "callback" | "sign-out",
  url: string | undefined,
): Explanation {
  const registered = type === "callback" ? client.callbackUrls : client.logoutUrls;
  return {
    summary: `"${url ?? ""}" is not a ${type} URL of app client ${client.name}.`,
    comparisons: [
      { label: sentLabel, values: [url ?? "no URL"] },
      {
        label: `Registered for ${client.name}`,
        values: registered.length > 0 ? registered : ["none"],
      },
    ],
    fix:
      type === "callback"
        ? `Cognito compares them character by character. Add the URL to callback_urls of ${client.address}: ` +
          "for a load balancer, https://<host>/oauth2/idpresponse for each of its host names, in lower case."
        : `Cognito compares them character by character. Add the URL to logout_urls of ${client.address}, ` +
          "or send one that is registered.",
  };
}
