import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { IAspect } from "cdktf";
import type { IConstruct } from "constructs";

/** What every IAM role of a stack has that sets nothing else, whichever construct creates it. */
export class RoleSettings implements IAspect {
  constructor(
    private readonly settings: {
      /** Path of the roles, which begins and ends with a slash. */
      readonly path: string;
      readonly permissionsBoundaryArn: string | undefined;
    },
  ) {}

  visit(node: IConstruct): void {
    if (!(node instanceof IamRole)) return;
    const { path, permissionsBoundaryArn } = this.settings;
    if (path !== "/") node.path = node.pathInput ?? path;
    if (permissionsBoundaryArn === undefined) return;
    node.permissionsBoundary = node.permissionsBoundaryInput ?? permissionsBoundaryArn;
  }
}
