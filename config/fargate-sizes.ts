import type { Service } from "./schema/environment";

interface MemoryRange {
  readonly minMiB: number;
  readonly maxMiB: number;
  readonly stepMiB: number;
}

const gib = 1024;

/**
 * Memory sizes that Fargate supports with each number of CPU units.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */
const memoryByCpuUnits: Record<Service["cpuUnits"], MemoryRange> = {
  256: { minMiB: 512, maxMiB: 2 * gib, stepMiB: 512 },
  512: { minMiB: gib, maxMiB: 4 * gib, stepMiB: gib },
  1024: { minMiB: 2 * gib, maxMiB: 8 * gib, stepMiB: gib },
  2048: { minMiB: 4 * gib, maxMiB: 16 * gib, stepMiB: gib },
  4096: { minMiB: 8 * gib, maxMiB: 30 * gib, stepMiB: gib },
  8192: { minMiB: 16 * gib, maxMiB: 60 * gib, stepMiB: 4 * gib },
  16384: { minMiB: 32 * gib, maxMiB: 120 * gib, stepMiB: 8 * gib },
};

/** Every memory size in MiB that Fargate supports with these CPU units. */
export function fargateMemorySizesMiB(cpuUnits: Service["cpuUnits"]): number[] {
  const { minMiB, maxMiB, stepMiB } = memoryByCpuUnits[cpuUnits];
  const sizes: number[] = [];
  for (let size = minMiB; size <= maxMiB; size += stepMiB) {
    // The smallest task supports 512, 1024 and 2048 MiB, but not 1536.
    if (cpuUnits !== 256 || size !== 1536) sizes.push(size);
  }
  return sizes;
}
