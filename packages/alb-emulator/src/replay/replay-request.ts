import * as z from "zod";
import type { LoadBalancerEvent } from "../model/event.ts";

const pair = z.tuple([z.string(), z.string()]).readonly();

/** A request to send again, or to evaluate. */
export const replayRequestSchema = z
  .strictObject({
    /** As in AWS, or on this machine. */
    url: z.string().max(64 * 1024),
    method: z.string().max(100),
    headers: z.array(pair).max(500).readonly(),
    body: z.string().optional(),
    /** Needed where several load balancers, or none, have the host name. */
    application: z.string().optional(),
    /** Who signs in before; nobody when it is absent. */
    login: z.string().optional(),
    /** Entry that the request comes from. */
    original: z.string().max(100).optional(),
  })
  .readonly();

export type ReplayRequest = z.infer<typeof replayRequestSchema>;

/** What became of a request that was sent again. */
export interface ReplayResult {
  readonly event: LoadBalancerEvent;
  /** Where the session came from, or why the request was sent without one. */
  readonly note: string | undefined;
  readonly body: ReplayedBody;
}

export interface ReplayedBody {
  readonly sizeBytes: number;
  /** Its beginning; absent for a body that is not text. */
  readonly text: string | undefined;
  readonly isCut: boolean;
}
