import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct } from "constructs";
import { tlsPolicy } from "./https-listener";
import { unknownHostText } from "./unknown-host-text";

/** Properties for {@link EdgeListener}. */
export interface EdgeListenerProps {
  readonly loadBalancerArn: string;
  /** ARN of the default certificate; applications add theirs. */
  readonly certificateArn: string;
  /** Fails every plan that would delete or replace the listener, and with it the rules of all applications. */
  readonly deletionProtection: boolean;
}

/**
 * The HTTPS listener that applications add rules and certificates to. A request for the host name of no
 * application gets a 404: a sign-in here could only name the app client of one of them.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export class EdgeListener extends Construct {
  readonly listenerArn: string;

  constructor(scope: Construct, id: string, props: EdgeListenerProps) {
    super(scope, id);
    const listener = new LbListener(this, "listener", {
      loadBalancerArn: props.loadBalancerArn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: tlsPolicy,
      certificateArn: props.certificateArn,
      defaultAction: [
        {
          type: "fixed-response",
          fixedResponse: {
            statusCode: "404",
            contentType: "text/plain",
            messageBody: unknownHostText,
          },
        },
      ],
      lifecycle: { preventDestroy: props.deletionProtection },
    });
    this.listenerArn = listener.arn;
  }
}
