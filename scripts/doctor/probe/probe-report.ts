import { type ProbeQuestion, probeQuestions, type QuestionId } from "./questions";

/** What was seen: numbers, words and lists of them; never a value that belongs to somebody. */
export type Observation = Readonly<Record<string, unknown>>;

/** An answer to one question, or why there is none. */
export type Answer = { readonly observed: Observation } | { readonly notObserved: string };

export type Answers = Partial<Record<QuestionId, Answer>>;

/** The file of `--probe`; docs/doctor-aws.md describes it. */
export interface ProbeReport {
  readonly version: 1;
  /** Day, in UTC. */
  readonly date: string;
  readonly node: string;
  /** Region of the user pool or load balancer; `unknown` where nothing says it. */
  readonly region: string;
  readonly questions: readonly {
    readonly id: QuestionId;
    readonly question: string;
    readonly status: "observed" | "not observed" | "by hand";
    readonly observed?: Observation;
    /** Why it was not observed, or how somebody can. */
    readonly reason?: string;
  }[];
}

export function probeReport(answers: Answers, region: string, now: Date): ProbeReport {
  const questions = (Object.entries(probeQuestions) as [QuestionId, ProbeQuestion][]).map(
    ([id, { question, byHand }]) => {
      const answer = answers[id];
      if (answer !== undefined && "observed" in answer) {
        return { id, question, status: "observed" as const, observed: answer.observed };
      }
      if (byHand !== undefined) return { id, question, status: "by hand" as const, reason: byHand };
      const reason = answer?.notObserved ?? "No page that was opened asks for a sign-in.";
      return { id, question, status: "not observed" as const, reason };
    },
  );
  return {
    version: 1,
    date: now.toISOString().slice(0, 10),
    node: process.version,
    region,
    questions,
  };
}
