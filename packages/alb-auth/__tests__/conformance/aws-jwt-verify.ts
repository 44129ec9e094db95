import { CognitoJwtVerifier } from "aws-jwt-verify";
import { AlbJwksCache } from "aws-jwt-verify/alb-cache";
import { AlbJwtVerifier } from "aws-jwt-verify/alb-verifier";
import type { TestLoadBalancer } from "../../testing.ts";

/** A test compares it with package.json. */
export const peerVersion = "5.2.1";

export type Token = "data token" | "access token";

/** aws-jwt-verify as its README configures it. */
export class AwsJwtVerify {
  readonly #data: { verify(token: string): Promise<unknown> };
  readonly #access: { verify(token: string): Promise<unknown> };
  /** How many load balancer's keys it fetched. */
  keyFetches = 0;

  private constructor(loadBalancer: TestLoadBalancer, jwks: JwksDocument) {
    const { loadBalancerArns, clientIds, issuer, publicKeysUrl } = loadBalancer.options;
    const fetcher = {
      fetch: async (uri: string) => {
        this.keyFetches++;
        const response = await fetch(`${publicKeysUrl}/${uri.slice(uri.lastIndexOf("/") + 1)}`);
        if (response.status !== 200) throw new Error(`${response.status}`);
        return response.arrayBuffer();
      },
    };
    const clientId = String(clientIds[0]);
    this.#data = AlbJwtVerifier.create(
      { albArn: String(loadBalancerArns[0]), issuer: String(issuer), clientId },
      { jwksCache: new AlbJwksCache({ fetcher }) },
    );
    const access = CognitoJwtVerifier.create({
      userPoolId: String(issuer).slice(String(issuer).lastIndexOf("/") + 1),
      tokenUse: "access",
      clientId,
    });
    access.cacheJwks(jwks);
    this.#access = access;
  }

  /** With empty caches, except for the JWKS. */
  static async create(loadBalancer: TestLoadBalancer): Promise<AwsJwtVerify> {
    const response = await fetch(String(loadBalancer.options.jwksUrl));
    return new AwsJwtVerify(loadBalancer, (await response.json()) as JwksDocument);
  }

  async accepts(token: Token, value: string): Promise<boolean> {
    const verifier = token === "data token" ? this.#data : this.#access;
    return verifier.verify(value).then(
      () => true,
      () => false,
    );
  }
}

type JwksDocument = Parameters<ReturnType<typeof CognitoJwtVerifier.create>["cacheJwks"]>[0];
