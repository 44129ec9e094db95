import { fargateMemorySizesMiB } from "../../config/fargate-sizes";

describe(fargateMemorySizesMiB, () => {
  it.each([
    [256, 3, 512, 2048],
    [512, 4, 1024, 4096],
    [1024, 7, 2048, 8192],
    [2048, 13, 4096, 16384],
    [4096, 23, 8192, 30720],
    [8192, 12, 16384, 61440],
    [16384, 12, 32768, 122880],
  ] as const)(
    "supports with %d CPU units %d sizes from %d to %d MiB",
    (cpu, count, first, last) => {
      const sizes = fargateMemorySizesMiB(cpu);

      expect([sizes.length, sizes[0], sizes.at(-1)]).toEqual([count, first, last]);
    },
  );

  it("leaves out 1536 MiB of the smallest task", () => {
    expect(fargateMemorySizesMiB(256)).toEqual([512, 1024, 2048]);
  });
});
