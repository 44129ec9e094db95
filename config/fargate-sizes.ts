import type { Service } from "./schema/environment";

interface MemoryRange {
  readonly minimumMiB: number;
  readonly maximumMiB: number;
  readonly stepMiB: number;
}

const gib = 1024;

/**
 * Memory that each number of CPU units goes with.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */
const memoryByCpuUnits: Record<Service["cpuUnits"], MemoryRange> = {
  256: { minimumMiB: 512, maximumMiB: 2 * gib, stepMiB: 512 },
  512: { minimumMiB: gib, maximumMiB: 4 * gib, stepMiB: gib },
  1024: { minimumMiB: 2 * gib, maximumMiB: 8 * gib, stepMiB: gib },
  2048: { minimumMiB: 4 * gib, maximumMiB: 16 * gib, stepMiB: gib },
  4096: { minimumMiB: 8 * gib, maximumMiB: 30 * gib, stepMiB: gib },
  8192: { minimumMiB: 16 * gib, maximumMiB: 60 * gib, stepMiB: 4 * gib },
  16384: { minimumMiB: 32 * gib, maximumMiB: 120 * gib, stepMiB: 8 * gib },
};

/** Every memory size in MiB that Fargate sells with these CPU units. */
export function fargateMemorySizesMiB(cpuUnits: Service["cpuUnits"]): number[] {
  const { minimumMiB, maximumMiB, stepMiB } = memoryByCpuUnits[cpuUnits];
  const sizes: number[] = [];
  for (let size = minimumMiB; size <= maximumMiB; size += stepMiB) {
    // The smallest task is sold with 512, 1024 and 2048 MiB, but not with 1536.
    if (cpuUnits !== 256 || size !== 1536) sizes.push(size);
  }
  return sizes;
}
