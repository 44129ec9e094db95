import { subnetCidr } from "../../../constructs/network/subnet-layout";

describe(subnetCidr, () => {
  it.each([
    ["10.0.0.0/16", 0, "10.0.0.0/20"],
    ["10.0.0.0/16", 5, "10.0.80.0/20"],
    ["10.0.0.0/16", 8, "10.0.128.0/20"],
    ["10.0.0.0/16", 15, "10.0.240.0/20"],
    ["172.31.254.0/23", 0, "172.31.254.0/27"],
    ["172.31.254.0/23", 7, "172.31.254.224/27"],
    ["172.31.254.0/23", 8, "172.31.255.0/27"],
    ["172.31.254.0/23", 13, "172.31.255.160/27"],
    ["192.168.128.0/20", 13, "192.168.141.0/24"],
  ])("divides %s: sixteenth %i is %s", (vpc, block, subnet) => {
    expect(subnetCidr(vpc, block)).toBe(subnet);
  });

  it("divides a range into sixteen that fill it without overlap", () => {
    const subnets = Array.from({ length: 16 }, (_, block) => subnetCidr("10.9.0.0/16", block));

    expect(subnets).toEqual(Array.from({ length: 16 }, (_, block) => `10.9.${block * 16}.0/20`));
  });
});
