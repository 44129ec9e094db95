import { compareAddresses, explainChanges } from "./compare-addresses";

const options = { stack: "tasks", file: "tasks.txt", update: "UPDATE_ADDRESSES=1 npm test" };
const pool = "aws_cognito_user_pool.user_pool_D84C6164";
const movedPool = "aws_cognito_user_pool.identity_user_pool_0123ABCD";
const subnets = ["aws_subnet.public_subnets_1_AAAAAAAA", "aws_subnet.private_subnets_1_BBBBBBBB"];
const movedSubnets = ["aws_subnet.net_private_1_CCCCCCCC", "aws_subnet.net_public_1_DDDDDDDD"];

describe(compareAddresses, () => {
  it("finds no change when every address is recorded", () => {
    const changes = compareAddresses([pool], { addresses: [pool], moves: [] });

    expect(changes).toEqual({ moved: [], vanished: [], added: [] });
    expect(explainChanges(changes, options)).toBe("");
  });

  it("pairs moved addresses of a type by their words", () => {
    const declared = { addresses: [...movedSubnets, movedPool], moves: [] };

    expect(compareAddresses([pool, ...subnets], declared)).toEqual({
      moved: expect.arrayContaining([
        { from: pool, to: movedPool },
        { from: subnets[0], to: movedSubnets[1] },
        { from: subnets[1], to: movedSubnets[0] },
      ]),
      vanished: [],
      added: [],
    });
  });

  it("accepts a move that a moved block declares", () => {
    const moves = [{ from: pool, to: movedPool }];

    expect(compareAddresses([pool], { addresses: [movedPool], moves })).toEqual({
      moved: [],
      vanished: [],
      added: [],
    });
  });

  it("finds an address that vanishes although a moved block names it", () => {
    const moves = [{ from: pool, to: movedPool }];

    expect(compareAddresses([pool], { addresses: [], moves }).vanished).toEqual([pool]);
  });

  it("finds addresses that vanish and addresses of another type that are added", () => {
    const declared = { addresses: ["aws_vpc.vpc_EEEEEEEE"], moves: [] };

    expect(compareAddresses([pool], declared)).toEqual({
      moved: [],
      vanished: [pool],
      added: ["aws_vpc.vpc_EEEEEEEE"],
    });
  });
});

describe(explainChanges, () => {
  it("prints the loss, and the moved block as TypeScript, JSON and HCL", () => {
    const changes = compareAddresses([pool], { addresses: [movedPool], moves: [] });

    expect(explainChanges(changes, options)).toBe(
      `
Addresses have moved in stack tasks. An apply destroys each resource and creates it again:

  aws_cognito_user_pool.user_pool_D84C6164
    -> aws_cognito_user_pool.identity_user_pool_0123ABCD
    loses every user

Keep the old construct ids, or declare the moves in the stack's constructor, and this test passes:

  this.addOverride("moved", [
    {
      "from": "aws_cognito_user_pool.user_pool_D84C6164",
      "to": "aws_cognito_user_pool.identity_user_pool_0123ABCD"
    }
  ]);

The block in Terraform JSON:

  {
    "moved": [
      {
        "from": "aws_cognito_user_pool.user_pool_D84C6164",
        "to": "aws_cognito_user_pool.identity_user_pool_0123ABCD"
      }
    ]
  }

The block in HCL:

  moved {
    from = aws_cognito_user_pool.user_pool_D84C6164
    to   = aws_cognito_user_pool.identity_user_pool_0123ABCD
  }

If a pair is not the same resource, delete the old address from tasks.txt.
`.trim(),
    );
  });

  it("prints what is lost with an address that vanishes", () => {
    const changes = compareAddresses([pool, "aws_route.nat_1"], { addresses: [], moves: [] });

    expect(explainChanges(changes, options)).toBe(
      `
Stack tasks no longer declares these resources. An apply destroys each:

  aws_cognito_user_pool.user_pool_D84C6164
    loses every user
  aws_route.nat_1
    loses no data, but the apply can fail or end without the resource

Declare them again, or delete them from tasks.txt and mention it in CHANGELOG.md.
`.trim(),
    );
  });

  it("lists addresses that are not recorded, with the command that records them", () => {
    const changes = compareAddresses([], { addresses: [pool], moves: [] });

    expect(explainChanges(changes, options)).toBe(
      `
Stack tasks declares resources that tasks.txt does not contain:

  ${pool}

Record them: UPDATE_ADDRESSES=1 npm test
`.trim(),
    );
  });
});
