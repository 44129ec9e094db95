import { subjects } from "./subjects.ts";
import { describeConformance } from "./suite.ts";

for (const subject of subjects) describeConformance(subject);
